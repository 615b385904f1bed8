/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-profile.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

#define COMMAND_PROFILE 0x4f

#define OFFSET_YEAR     3
#define OFFSET_MONTH    5
#define OFFSET_DAY      6
#define OFFSET_SEX      7
#define OFFSET_HEIGHT   8
#define OFFSET_WEIGHT   10
#define OFFSET_ID       12

#define WEIGHT_UNITS    200 /* a kilogram */
#define LONGEST_TEXT    128

const TactusProfile tactus_default_profile = {
  .birth_year = 1985,
  .birth_month = 1,
  .birth_day = 1,
  .sex = TACTUS_SEX_OTHER,
  .height_cm = 172,
  .weight_kg = 70.0,
};

/* As TactusSex counts, which is as bands do. */
static const char * const sexes[] = { "male", "female", "other" };

typedef gboolean (*ParseField) (TactusProfile *self,
                                const char    *text);

static gboolean
is_number (const char *text,
           gsize       digits)
{
  return strlen (text) <= digits && *text && strspn (text, "0123456789") == strlen (text);
}

static gboolean
parse_born (TactusProfile *self,
            const char    *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "-", -1);

  if (g_strv_length (parts) != 3 || strlen (text) != strlen ("1984-05-17")
      || !is_number (parts[0], 4) || !is_number (parts[1], 2) || !is_number (parts[2], 2))
    return FALSE;

  self->birth_year = (guint) g_ascii_strtoull (parts[0], NULL, 10);
  self->birth_month = (guint) g_ascii_strtoull (parts[1], NULL, 10);
  self->birth_day = (guint) g_ascii_strtoull (parts[2], NULL, 10);

  return self->birth_year >= 1900 && self->birth_year <= 2099
         && g_date_valid_dmy ((GDateDay) self->birth_day, (GDateMonth) self->birth_month,
                              (GDateYear) self->birth_year);
}

static gboolean
parse_sex (TactusProfile *self,
           const char    *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (sexes); i++)
    if (g_str_equal (text, sexes[i]))
      {
        self->sex = (TactusSex) i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
parse_height (TactusProfile *self,
              const char    *text)
{
  if (!is_number (text, 3))
    return FALSE;

  self->height_cm = (guint) g_ascii_strtoull (text, NULL, 10);

  return self->height_cm >= 50 && self->height_cm <= 250;
}

static gboolean
parse_weight (TactusProfile *self,
              const char    *text)
{
  char *end = NULL;

  /* Neither a sign, an exponent nor "infinity". */
  if (strspn (text, "0123456789.") != strlen (text) || !g_ascii_isdigit (*text))
    return FALSE;

  self->weight_kg = g_ascii_strtod (text, &end);

  return *end == '\0' && self->weight_kg >= 10.0 && self->weight_kg <= 320.0;
}

static const struct {
  const char *name;
  ParseField  parse;
  const char *form;
} fields[] = {
  { "born", parse_born, "a date from 1900-01-01 to 2099-12-31" },
  { "sex", parse_sex, "male, female or other" },
  { "height", parse_height, "50 to 250 (cm)" },
  { "weight", parse_weight, "10 to 320 (kg), with a point before parts of it" },
};

static gboolean
refuse (GError     **error,
        const char  *field,
        const char  *form)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE,
               "Profile: %s must be %s", field, form);

  return FALSE;
}

/* @seen: a bit for each field of the table */
static gboolean
parse_field (TactusProfile  *self,
             const char     *part,
             guint          *seen,
             GError        **error)
{
  const char *equals = strchr (part, '=');
  gsize length = equals ? (gsize) (equals - part) : 0;

  for (guint i = 0; equals && i < G_N_ELEMENTS (fields); i++)
    {
      if (strlen (fields[i].name) != length || strncmp (fields[i].name, part, length) != 0)
        continue;
      if (*seen & 1u << i)
        return refuse (error, fields[i].name, "there once");
      if (!fields[i].parse (self, equals + 1))
        return refuse (error, fields[i].name, fields[i].form);

      *seen |= 1u << i;
      return TRUE;
    }

  return refuse (error, "each part", "one of born=, sex=, height= and weight=");
}

gboolean
tactus_profile_parse_text (TactusProfile  *self,
                           const char     *text,
                           GError        **error)
{
  g_auto(GStrv) parts = NULL;
  guint seen = 0;

  *self = (TactusProfile) { 0 };
  if (strnlen (text, LONGEST_TEXT + 1) > LONGEST_TEXT)
    return refuse (error, "the text", "like born=1984-05-17,sex=female,height=172,weight=64.5");

  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i]; i++)
    if (!parse_field (self, g_strstrip (parts[i]), &seen, error))
      return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!(seen & 1u << i))
      return refuse (error, fields[i].name, fields[i].form);

  return TRUE;
}

char *
tactus_profile_to_text (const TactusProfile *self)
{
  char weight[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->sex < G_N_ELEMENTS (sexes), NULL);

  g_ascii_formatd (weight, sizeof weight, "%.6g", self->weight_kg);

  return g_strdup_printf ("born=%04u-%02u-%02u,sex=%s,height=%u,weight=%s",
                          self->birth_year, self->birth_month, self->birth_day,
                          sexes[self->sex], self->height_cm, weight);
}

guint
tactus_profile_get_age (const TactusProfile *self,
                        guint                year,
                        guint                month,
                        guint                day)
{
  gboolean had_birthday = month > self->birth_month
                          || (month == self->birth_month && day >= self->birth_day);
  gint age = (gint) year - (gint) self->birth_year - (had_birthday ? 0 : 1);

  return (guint) CLAMP (age, 0, 255);
}

GBytes *
tactus_profile_encode (const TactusProfile *self,
                       guint32              id)
{
  guint8 bytes[TACTUS_PROFILE_SIZE] = { COMMAND_PROFILE };

  g_return_val_if_fail (self != NULL, NULL);

  tactus_write_u16 (bytes + OFFSET_YEAR, (guint16) self->birth_year);
  bytes[OFFSET_MONTH] = (guint8) self->birth_month;
  bytes[OFFSET_DAY] = (guint8) self->birth_day;
  bytes[OFFSET_SEX] = (guint8) self->sex;
  tactus_write_u16 (bytes + OFFSET_HEIGHT, (guint16) self->height_cm);
  tactus_write_u16 (bytes + OFFSET_WEIGHT, (guint16) (self->weight_kg * WEIGHT_UNITS + 0.5));
  tactus_write_u32 (bytes + OFFSET_ID, id);

  return g_bytes_new (bytes, sizeof bytes);
}
