/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-activity-fetch.h"
#include "tactus-protocol-error.h"

G_BEGIN_DECLS

/* What the fetches of the generations share.  Each embeds a TactusActivityFetch as its first field,
 * and has a table of what it does; whatever is over never reaches the table. */

#define TACTUS_FETCH_ANSWER_MS   10000
#define TACTUS_FETCH_ACK_MS      3000  /* a band may stay silent there */

/* A month of minutes: no band keeps more, and none sends more at once. */
#define TACTUS_FETCH_RUN_MAXIMUM (31 * 24 * 60)

typedef struct {
  const char *control_uuid;
  const char *data_uuid;
  void      (*start)     (TactusActivityFetch *self,
                          TactusFetchStep     *step);
  void      (*control)   (TactusActivityFetch *self,
                          const guint8        *data,
                          gsize                length,
                          TactusFetchStep     *step);
  void      (*data)      (TactusActivityFetch *self,
                          const guint8        *data,
                          gsize                length,
                          TactusFetchStep     *step);
  void      (*stored)    (TactusActivityFetch *self,
                          TactusFetchStep     *step);
  void      (*timed_out) (TactusActivityFetch *self,
                          TactusFetchStep     *step);
  void      (*clear)     (TactusActivityFetch *self); /* (nullable) */
} TactusActivityFetchClass;

struct _TactusActivityFetch {
  const TactusActivityFetchClass *klass;
  const TactusModel              *model;
  TactusBandTime                  since;      /* what to ask for next, with its zone */
  gboolean                        started;
  gboolean                        storing;    /* the run is whole, and not yet stored */
  TactusFetchAction               end;        /* DONE or FAILED when over, else WAIT */
  TactusWrite                    *write;      /* (owned) (nullable): of the last step */
  GError                         *error;      /* (owned) (nullable) */

  /* The run under way. */
  GArray                         *samples;    /* (owned) (element-type TactusActivitySample) */
  TactusBandTime                  run_start;
  guint                           run_total;
  GError                         *spoiled;    /* (owned) (nullable): why it will not do */
  guint                           n_tries;
  guint                           n_ignored;

  guint                           n_runs;
};

/** tactus_fetch_begin_step: wipes @step; the deadline begins anew */
void     tactus_fetch_begin_step   (TactusFetchStep     *step,
                                    TactusFetchAction    action,
                                    guint                deadline_ms);

void     tactus_fetch_write        (TactusActivityFetch *self,
                                    const char          *uuid,
                                    const guint8        *data,
                                    gsize                length,
                                    guint                deadline_ms,
                                    TactusFetchStep     *step);

/** tactus_fetch_ignore: waits on, unless the band goes on like that for ever */
void     tactus_fetch_ignore       (TactusActivityFetch *self,
                                    guint                deadline_ms,
                                    TactusFetchStep     *step);

void     tactus_fetch_succeed      (TactusActivityFetch *self,
                                    TactusFetchStep     *step);

/** tactus_fetch_fail: @error: (transfer full) */
void     tactus_fetch_fail         (TactusActivityFetch *self,
                                    GError              *error,
                                    TactusFetchStep     *step);

/** tactus_fetch_begin_run: forgets the samples and why they would not do */
void     tactus_fetch_begin_run    (TactusActivityFetch *self);

/** tactus_fetch_spoil: @error: (transfer full): the first one counts */
void     tactus_fetch_spoil        (TactusActivityFetch *self,
                                    GError              *error);

/** tactus_fetch_may_try_again: Returns: %FALSE once it failed, since the run was asked for twice
 * again */
gboolean tactus_fetch_may_try_again (TactusActivityFetch *self,
                                     TactusFetchStep     *step);

/** tactus_fetch_store: the run is whole */
void     tactus_fetch_store        (TactusActivityFetch *self,
                                    TactusFetchStep     *step);

/** tactus_fetch_end_run: it is stored.  Returns: %FALSE once it failed, since there is no end */
gboolean tactus_fetch_end_run      (TactusActivityFetch *self,
                                    TactusFetchStep     *step);

/** tactus_fetch_error: Returns: (transfer full) */
GError  *tactus_fetch_error        (TactusProtocolError  code,
                                    const char          *format,
                                    ...) G_GNUC_PRINTF (2, 3);

/** tactus_fetch_add_minutes: Returns: %FALSE if that is beyond the calendar */
gboolean tactus_fetch_add_minutes  (const TactusBandTime *time,
                                    guint                 minutes,
                                    TactusBandTime       *result);

/** tactus_fetch_is_after: Returns: whether @a is later than @b, whatever their zones */
gboolean tactus_fetch_is_after     (const TactusBandTime *a,
                                    const TactusBandTime *b);

TactusActivityFetch *tactus_activity_fetch_new_huami (void);
TactusActivityFetch *tactus_activity_fetch_new_mi1   (void);
void                 tactus_activity_fetch_mi1_set_profile (TactusActivityFetch *self,
                                                            guint32              profile_version);

G_END_DECLS
