/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-model.h"

G_BEGIN_DECLS

/**
 * TactusField:
 * @name: stable, lower case with underscores, e.g. `energy_kj`
 * @value: (nullable): what it holds: a boolean (`b`), a number (`x`, `d`), a text (`s`; bytes are
 *   lower-case hexadecimal digits), a list of numbers (`ax`), of such lists (`aax`) or of records
 *   (`aa{sv}`, in which `mx` is a number that may be absent); %NULL: unknown or absent
 * @unit: (nullable): in English, e.g. "bpm"
 *
 * One field of a frame that was explained.
 */
typedef struct {
  const char *name;
  GVariant   *value;
  const char *unit;
} TactusField;

/**
 * TactusFrame:
 *
 * One value of a characteristic, explained field by field in the order of its bytes: for people who
 * look at what goes over the air.  A key is never among the fields, only that it is there.
 */
typedef struct _TactusFrame TactusFrame;

/**
 * tactus_frame_decode:
 * @characteristic: four hexadecimal digits or a whole UUID, upper or lower case, e.g. `2a37`; for
 *   what is told without a connection `0157`, manufacturer data, and `fee0`, service data
 * @model: (nullable): the band it came from or goes to, which adds remarks
 * @data: (array length=length): the bytes as written, read or notified
 *
 * The direction follows from the bytes.
 *
 * Returns: (transfer full) (nullable): the frame, or %NULL with
 *   %TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED for a characteristic that nothing here explains or that
 *   @model does not have, and %TACTUS_PROTOCOL_ERROR_MALFORMED for bytes that do not fit
 */
TactusFrame       *tactus_frame_decode      (const char         *characteristic,
                                             const TactusModel  *model,
                                             const guint8       *data,
                                             gsize               length,
                                             GError            **error);
void               tactus_frame_free        (TactusFrame        *self);

/**
 * tactus_frame_get_nth_characteristic:
 *
 * Returns: (nullable): the id of a characteristic that can be explained, %NULL after the last
 */
const char        *tactus_frame_get_nth_characteristic (guint    index);

/** tactus_frame_get_format: Returns: a stable name, e.g. `heart_rate_measurement` */
const char        *tactus_frame_get_format  (const TactusFrame  *self);

/** tactus_frame_get_title: Returns: what it is, in English, e.g. "Heart rate measurement" */
const char        *tactus_frame_get_title   (const TactusFrame  *self);

/** tactus_frame_is_from_band: Returns: whether the band says it; else it is written to the band */
gboolean           tactus_frame_is_from_band (const TactusFrame *self);

gsize              tactus_frame_get_n_fields (const TactusFrame *self);

/** tactus_frame_get_field: Returns: (transfer none): field @index, valid as long as the frame */
const TactusField *tactus_frame_get_field   (const TactusFrame  *self,
                                             gsize               index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusFrame, tactus_frame_free)

G_END_DECLS
