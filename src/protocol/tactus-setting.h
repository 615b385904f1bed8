/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-model.h"
#include "tactus-write.h"

G_BEGIN_DECLS

/**
 * TactusSettingKind:
 *
 * What its value looks like as text, which is how programs, people and files hand it around.
 */
typedef enum {
  TACTUS_SETTING_KIND_SWITCH, /* `on`, `off` */
  TACTUS_SETTING_KIND_CHOICE, /* one of `choices` */
  TACTUS_SETTING_KIND_NUMBER, /* `minimum` to `maximum`; 0 may mean off, and then is in range */
  TACTUS_SETTING_KIND_SPAN,   /* `off`, one of `choices`, or `22:00-07:00` */
  TACTUS_SETTING_KIND_PROFILE /* see tactus-profile.h */
} TactusSettingKind;

/**
 * TactusSetting:
 * @name: stable, e.g. `time-format`
 * @choices: (nullable) (array zero-terminated=1): of a CHOICE; of a SPAN: what there is besides
 *   `off` and the hours, `on` (always) or `automatic`
 * @minimum, @maximum, @unit: of a NUMBER, e.g. 0, 120, "min"
 *
 * Something that a band keeps and cannot be asked for: what was set last is for the caller to
 * remember.
 */
typedef struct {
  TactusSettingId     id;
  const char         *name;
  TactusSettingKind   kind;
  const char * const *choices;
  guint               minimum;
  guint               maximum;
  const char         *unit;
} TactusSetting;

/** tactus_setting_get: Returns: (transfer none): the row of @id */
const TactusSetting *tactus_setting_get      (TactusSettingId       id);

/** tactus_setting_for_name: Returns: (transfer none) (nullable): the row with that name */
const TactusSetting *tactus_setting_for_name (const char           *name);

/**
 * tactus_setting_encode:
 * @model: which must have the setting
 * @value: as text
 *
 * What the text says beyond its kind: a language that is not among the choices may be any
 * `xx_YY` for a model that takes it as text.  `do-not-disturb` takes `,lift` after `automatic` or
 * the hours, and then lifting the wrist lights the display all the same.
 *
 * Layouts: docs/protocol.md, "Settings".
 *
 * Returns: (transfer full) (nullable) (element-type TactusWrite): what to write, or %NULL with
 *   %TACTUS_PROTOCOL_ERROR_VALUE for a value that the setting cannot take (the message says which
 *   ones it can) and %TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED if @model has no such setting.  Empty for
 *   the profile of a first-generation band, which is told it when it logs in
 */
GPtrArray           *tactus_setting_encode   (const TactusSetting  *self,
                                              const TactusModel    *model,
                                              const char           *value,
                                              GError              **error);

/**
 * tactus_setting_takes: whether tactus_setting_encode() has bytes for it
 *
 * Returns: whether @model has the setting and @value can be told to it; of the languages, some
 *   models know but a part
 */
gboolean             tactus_setting_takes    (const TactusSetting  *self,
                                              const TactusModel    *model,
                                              const char           *value);

G_END_DECLS
