/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Characteristic 0008: who wears the band, how, and for how many steps. */

#include "tactus-frame-private.h"

#include "tactus-bytes-private.h"

#define MARK_ANSWER  0x10
#define ANSWER_SIZE  3

#define PROFILE_MARK 0x4f
#define PROFILE_SIZE 16
#define WEIGHT_UNIT  200.0 /* of a kilogram */

#define GOAL_MARK    0x10
#define GOAL_SIZE    7

#define SIDE_MARK    0x20
#define SIDE_SIZE    4
#define SIDE_LEFT    0x02
#define SIDE_RIGHT   0x82

static const char *
command_name (guint8 mark)
{
  switch (mark)
    {
    case PROFILE_MARK:
      return "profile";
    case GOAL_MARK:
      return "goal";
    case SIDE_MARK:
      return "wear_side";
    default:
      return NULL;
    }
}

static gboolean
explain_answer (TactusFrame   *self,
                const guint8  *data,
                GError       **error)
{
  tactus_frame_begin (self, "user_settings_answer", "User settings, answer of the band", TRUE);
  if (!command_name (data[1]))
    return tactus_frame_malformed (error, "User settings: byte 1 of the answer is none of 10, 20, "
                                   "4f");

  tactus_frame_add_text (self, "command", command_name (data[1]));
  tactus_frame_add_bytes (self, "status", data + 2, 1);
  tactus_frame_add_boolean (self, "ok", data[2] == 0x01);
  return TRUE;
}

static gboolean
check_head (const guint8  *data,
            gsize          length,
            gsize          wanted,
            GError       **error)
{
  if (length != wanted)
    return tactus_frame_malformed (error,
                                   "User settings: %s has its last byte at byte %" G_GSIZE_FORMAT
                                   ", not %" G_GSIZE_FORMAT,
                                   command_name (data[0]), wanted - 1, length - 1);

  return (data[1] == 0 && data[2] == 0)
         || tactus_frame_malformed (error, "User settings: bytes 1 and 2 are not zero");
}

static gboolean
add_birthday (TactusFrame   *self,
              const guint8  *data,
              GError       **error)
{
  guint year = tactus_read_u16 (data + 3);
  g_autofree char *text = g_strdup_printf ("%04u-%02d-%02d", year, data[5], data[6]);

  if (year == 0 || !g_date_valid_dmy (data[6], data[5], (GDateYear) year))
    return tactus_frame_malformed (error, "User settings: no date of birth at bytes 3 to 6");

  tactus_frame_add_text (self, "born", text);
  return TRUE;
}

static gboolean
explain_profile (TactusFrame   *self,
                 const guint8  *data,
                 gsize          length,
                 GError       **error)
{
  static const char * const sexes[] = { "male", "female", "other" };

  if (!check_head (data, length, PROFILE_SIZE, error))
    return FALSE;
  if (!add_birthday (self, data, error))
    return FALSE;
  if (data[7] >= G_N_ELEMENTS (sexes))
    return tactus_frame_malformed (error, "User settings: the sex at byte 7 is none of 00, 01, 02");

  tactus_frame_add_text (self, "sex", sexes[data[7]]);
  tactus_frame_add_number (self, "height_cm", tactus_read_u16 (data + 8), "cm");
  tactus_frame_add (self, "weight_kg",
                    g_variant_new_double (tactus_read_u16 (data + 10) / WEIGHT_UNIT), "kg");
  tactus_frame_add_number (self, "id", tactus_read_u32 (data + 12), NULL);
  return TRUE;
}

static gboolean
explain_goal (TactusFrame   *self,
              const guint8  *data,
              gsize          length,
              GError       **error)
{
  if (!check_head (data, length, GOAL_SIZE, error))
    return FALSE;
  if (data[5] != 0 || data[6] != 0)
    return tactus_frame_malformed (error, "User settings: bytes 5 and 6 of a goal are not zero");

  tactus_frame_add_number (self, "steps", tactus_read_u16 (data + 3), NULL);
  return TRUE;
}

static gboolean
explain_side (TactusFrame   *self,
              const guint8  *data,
              gsize          length,
              GError       **error)
{
  if (!check_head (data, length, SIDE_SIZE, error))
    return FALSE;
  if (data[3] != SIDE_LEFT && data[3] != SIDE_RIGHT)
    return tactus_frame_malformed (error, "User settings: the side at byte 3 is neither 02 nor 82");

  tactus_frame_add_text (self, "side", data[3] == SIDE_LEFT ? "left" : "right");
  return TRUE;
}

gboolean
tactus_frame_explain_user_settings (TactusFrame        *self,
                                    const TactusModel  *model,
                                    const guint8       *data,
                                    gsize               length,
                                    GError            **error)
{
  if (length == ANSWER_SIZE && data[0] == MARK_ANSWER)
    return explain_answer (self, data, error);

  tactus_frame_begin (self, "user_settings", "User settings, command to the band", FALSE);
  if (length == 0 || !command_name (data[0]))
    return tactus_frame_malformed (error, "User settings: byte 0 is none of 10, 20, 4f");

  tactus_frame_add_text (self, "command", command_name (data[0]));
  if (data[0] == PROFILE_MARK)
    return explain_profile (self, data, length, error);
  if (data[0] == GOAL_MARK)
    return explain_goal (self, data, length, error);

  return explain_side (self, data, length, error);
}
