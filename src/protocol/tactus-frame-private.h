/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-time.h"
#include "tactus-frame.h"

G_BEGIN_DECLS

/* What the explainers of single characteristics share: a file of them for each family, and the
 * table that finds them in tactus-frame.c. */

struct _TactusFrame {
  const char *format;
  const char *title;
  gboolean    from_band;
  GArray     *fields; /* (owned) (element-type TactusField) */
};

/**
 * TactusFrameExplain:
 * @self: a frame without fields, from the band
 * @model: (nullable)
 * @data: (array length=length): perhaps %NULL if @length is 0
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED that names the field and the offset
 */
typedef gboolean (*TactusFrameExplain) (TactusFrame        *self,
                                        const TactusModel  *model,
                                        const guint8       *data,
                                        gsize               length,
                                        GError            **error);

void     tactus_frame_begin        (TactusFrame          *self,
                                    const char           *format,
                                    const char           *title,
                                    gboolean              from_band);

/** tactus_frame_add: @name, @unit: static; @value: (transfer floating) (nullable): %NULL: absent */
void     tactus_frame_add          (TactusFrame          *self,
                                    const char           *name,
                                    GVariant             *value,
                                    const char           *unit);
void     tactus_frame_add_number   (TactusFrame          *self,
                                    const char           *name,
                                    gint64                number,
                                    const char           *unit);

/** tactus_frame_add_optional: a negative @number is absent */
void     tactus_frame_add_optional (TactusFrame          *self,
                                    const char           *name,
                                    gint64                number,
                                    const char           *unit);
void     tactus_frame_add_boolean  (TactusFrame          *self,
                                    const char           *name,
                                    gboolean              value);

/** tactus_frame_add_text: @text: (nullable) */
void     tactus_frame_add_text     (TactusFrame          *self,
                                    const char           *name,
                                    const char           *text);

/** tactus_frame_add_bytes: as lower-case digits */
void     tactus_frame_add_bytes    (TactusFrame          *self,
                                    const char           *name,
                                    const guint8         *data,
                                    gsize                 length);

/** tactus_frame_add_string: what a band or a person wrote; see tactus_device_text_parse() */
void     tactus_frame_add_string   (TactusFrame          *self,
                                    const char           *name,
                                    const guint8         *data,
                                    gsize                 length);

/** tactus_frame_add_time: @zone_name: (nullable): a field of its own; @present: else absent */
void     tactus_frame_add_time     (TactusFrame          *self,
                                    const char           *name,
                                    const char           *zone_name,
                                    gboolean              present,
                                    const TactusBandTime *time);

/** tactus_frame_malformed: Returns: %FALSE */
gboolean tactus_frame_malformed    (GError              **error,
                                    const char           *format,
                                    ...) G_GNUC_PRINTF (2, 3);

/* The explainers, by file. */
#define TACTUS_FRAME_EXPLAINER(name)                              \
  gboolean tactus_frame_explain_##name (TactusFrame        *self,   \
                                        const TactusModel  *model,  \
                                        const guint8       *data,   \
                                        gsize               length, \
                                        GError            **error);

/* tactus-frame-auth.c */
TACTUS_FRAME_EXPLAINER (auth)

/* tactus-frame-heart.c */
TACTUS_FRAME_EXPLAINER (heart_rate)
TACTUS_FRAME_EXPLAINER (heart_rate_control)

/* tactus-frame-info.c */
TACTUS_FRAME_EXPLAINER (battery)
TACTUS_FRAME_EXPLAINER (steps)
TACTUS_FRAME_EXPLAINER (clock)
TACTUS_FRAME_EXPLAINER (level)
TACTUS_FRAME_EXPLAINER (preferred)
TACTUS_FRAME_EXPLAINER (subscription)
TACTUS_FRAME_EXPLAINER (system_id)
TACTUS_FRAME_EXPLAINER (pnp_id)
TACTUS_FRAME_EXPLAINER (name)
TACTUS_FRAME_EXPLAINER (serial)
TACTUS_FRAME_EXPLAINER (hardware)
TACTUS_FRAME_EXPLAINER (firmware)
TACTUS_FRAME_EXPLAINER (software)
TACTUS_FRAME_EXPLAINER (maker)

/* tactus-frame-configuration.c */
TACTUS_FRAME_EXPLAINER (configuration)

/* tactus-frame-user.c */
TACTUS_FRAME_EXPLAINER (user_settings)

/* tactus-frame-alert.c */
TACTUS_FRAME_EXPLAINER (alert_level)
TACTUS_FRAME_EXPLAINER (new_alert)
TACTUS_FRAME_EXPLAINER (chunk)

/* tactus-frame-sensor.c */
TACTUS_FRAME_EXPLAINER (event)
TACTUS_FRAME_EXPLAINER (raw_control)
TACTUS_FRAME_EXPLAINER (raw_data)

/* tactus-frame-fetch.c */
TACTUS_FRAME_EXPLAINER (fetch_control)

/* tactus-frame-activity.c */
TACTUS_FRAME_EXPLAINER (fetch_data)

/* tactus-frame-air.c */
TACTUS_FRAME_EXPLAINER (manufacturer)
TACTUS_FRAME_EXPLAINER (service_data)

/* tactus-frame-mi1.c */
TACTUS_FRAME_EXPLAINER (mi1_device)
TACTUS_FRAME_EXPLAINER (mi1_notice)
TACTUS_FRAME_EXPLAINER (mi1_user_info)
TACTUS_FRAME_EXPLAINER (mi1_steps)
TACTUS_FRAME_EXPLAINER (mi1_firmware)
TACTUS_FRAME_EXPLAINER (mi1_parameters)
TACTUS_FRAME_EXPLAINER (mi1_date)
TACTUS_FRAME_EXPLAINER (mi1_statistics)
TACTUS_FRAME_EXPLAINER (mi1_battery)
TACTUS_FRAME_EXPLAINER (mi1_sensors)
TACTUS_FRAME_EXPLAINER (mi1_pair)

/* tactus-frame-mi1-control.c */
TACTUS_FRAME_EXPLAINER (mi1_control)
TACTUS_FRAME_EXPLAINER (mi1_test)
TACTUS_FRAME_EXPLAINER (mi1_activity)

G_END_DECLS
