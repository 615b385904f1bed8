/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_PROFILE_SIZE 16

typedef enum {
  TACTUS_SEX_MALE,
  TACTUS_SEX_FEMALE,
  TACTUS_SEX_OTHER,
} TactusSex;

/**
 * TactusProfile:
 * @birth_year: 1900…2099, @birth_month: 1…12, @birth_day: 1…31
 * @height_cm: 50…250
 * @weight_kg: 10…320, half kilograms and less are kept as far as the band can
 *
 * Who wears the band: bands compute calories and distance from it.
 */
typedef struct {
  guint     birth_year;
  guint     birth_month;
  guint     birth_day;
  TactusSex sex;
  guint     height_cm;
  double    weight_kg;
} TactusProfile;

/* Nobody in particular: what a first-generation band is told, which does not start without. */
extern const TactusProfile tactus_default_profile;

/**
 * tactus_profile_parse_text:
 * @text: `born=1984-05-17,sex=female,height=172,weight=64.5`, in any order, all four
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_VALUE that names the field
 */
gboolean tactus_profile_parse_text (TactusProfile        *self,
                                    const char           *text,
                                    GError              **error);

/** tactus_profile_to_text: Returns: (transfer full): the same form, never localised */
char    *tactus_profile_to_text    (const TactusProfile  *self);

/** tactus_profile_get_age: Returns: whole years on that day, 0…255 */
guint    tactus_profile_get_age    (const TactusProfile  *self,
                                    guint                 year,
                                    guint                 month,
                                    guint                 day);

/**
 * tactus_profile_encode:
 * @self: a profile with every field in its range
 * @id: any number; the band keeps it and makes nothing of it.  This app sends 0, so that it tells
 *   nobody who is who
 *
 * Layout: characteristic 0008, 16 bytes: `4f 00 00`, year u16, month, day, sex (0 male, 1 female,
 * 2 other), height in cm u16, weight in 1/200 kg u16, id u32, all little endian.
 *
 * Returns: (transfer full): 16 bytes
 */
GBytes  *tactus_profile_encode     (const TactusProfile  *self,
                                    guint32               id);

G_END_DECLS
