/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-model.h"

#include <string.h>

#define ABILITIES_A                                                               \
  (TACTUS_ABILITY_BATTERY | TACTUS_ABILITY_STEPS | TACTUS_ABILITY_TIME            \
   | TACTUS_ABILITY_ALERT | TACTUS_ABILITY_EVENTS | TACTUS_ABILITY_ALARMS         \
   | TACTUS_ABILITY_ACTIVITY)
#define ABILITIES_A_HEART (ABILITIES_A | TACTUS_ABILITY_HEART_RATE)
/* The HRX edition has no heart-rate sensor, and lacks nothing else. */
#define ABILITIES_B_SENSORLESS                                                    \
  (ABILITIES_A | TACTUS_ABILITY_TEXT_ALERT | TACTUS_ABILITY_RAW)
#define ABILITIES_B (ABILITIES_B_SENSORLESS | TACTUS_ABILITY_HEART_RATE)
#define ABILITIES_LATER                                                           \
  (TACTUS_ABILITY_HEART_RATE | TACTUS_ABILITY_BATTERY | TACTUS_ABILITY_STEPS      \
   | TACTUS_ABILITY_TIME)

#define BIT(setting) (1u << TACTUS_SETTING_##setting)

#define SETTINGS_A       (BIT (PROFILE) | BIT (GOAL) | BIT (WEAR_SIDE))
#define SETTINGS_A_HEART (SETTINGS_A | BIT (SLEEP_HEART_RATE))
#define SETTINGS_HEART   (BIT (HEART_RATE_INTERVAL) | BIT (SLEEP_HEART_RATE))
#define SETTINGS_COMMON                                                           \
  (BIT (PROFILE) | BIT (GOAL) | BIT (GOAL_ALERT) | BIT (WEAR_SIDE)                \
   | BIT (LANGUAGE) | BIT (TIME_FORMAT) | BIT (UNITS) | BIT (LIFT_DISPLAY)        \
   | BIT (VISIBLE) | BIT (DO_NOT_DISTURB) | BIT (INACTIVITY_ALERT)                \
   | BIT (DISCONNECT_ALERT))
/* A Mi Band 2 has no touch screen: a button, or a turn of the wrist, shows the next page. */
#define SETTINGS_HRX     (SETTINGS_COMMON | BIT (CLOCK_FACE) | BIT (ROTATE_TO_SWITCH))
#define SETTINGS_2       (SETTINGS_HRX | SETTINGS_HEART)
#define SETTINGS_3       (SETTINGS_COMMON | SETTINGS_HEART | BIT (DATE_FORMAT))
#define SETTINGS_BIP     (SETTINGS_COMMON | SETTINGS_HEART)
#define SETTINGS_COR     (SETTINGS_BIP | BIT (ROTATE_TO_SWITCH))
#define SETTINGS_B_PRIME (SETTINGS_COMMON | SETTINGS_HEART | BIT (SHARE_HEART_RATE))
#define SETTINGS_4       (SETTINGS_B_PRIME | BIT (DATE_FORMAT))

/* Words: how, and how many bytes with all that belongs to them. */
#define WORDS_NONE     TACTUS_TEXT_NONE, 0
#define WORDS_SHORT    TACTUS_TEXT_SHORT, 72 /* four alerts, each of which shakes the wrist */
#define WORDS_LONG     TACTUS_TEXT_LONG, 230
#define WORDS_CHUNKED  TACTUS_TEXT_CHUNKED, 230
#define WORDS_LATER    TACTUS_TEXT_CHUNKED_LATER, 230
#define WORDS_LARGE    TACTUS_TEXT_CHUNKED_LATER, 512

#define MODEL_A(id, name, abilities, settings, sample)                            \
  { id, name, TACTUS_GENERATION_A, TACTUS_KEY_SOURCE_NONE, 0x00, 0x00, abilities, \
    settings, WORDS_NONE, sample, TACTUS_LANGUAGE_TEXT }
#define MODEL_B(id, name, auth_flags, abilities, settings, words, language)       \
  { id, name, TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, auth_flags, 0x00,    \
    abilities, settings, words, 4, TACTUS_LANGUAGE_##language }
#define MODEL_B_PRIME(id, name, settings, words, sample, language)                \
  { id, name, TACTUS_GENERATION_B_PRIME, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x80,    \
    ABILITIES_B, settings, words, sample, TACTUS_LANGUAGE_##language }
#define MODEL_C(id, name)                                                         \
  { id, name, TACTUS_GENERATION_C, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x00,          \
    ABILITIES_LATER, 0, WORDS_NONE, 0, TACTUS_LANGUAGE_TEXT }
#define MODEL_D(id, name)                                                         \
  { id, name, TACTUS_GENERATION_D, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x00,          \
    ABILITIES_LATER, 0, WORDS_NONE, 0, TACTUS_LANGUAGE_TEXT }

static const TactusModel models[] = {
  MODEL_A ("mi-band-1", "Mi Band 1", ABILITIES_A, SETTINGS_A, 3),
  MODEL_A ("mi-band-1a", "Mi Band 1A", ABILITIES_A, SETTINGS_A, 3),
  MODEL_A ("mi-band-1s", "Mi Band 1S", ABILITIES_A_HEART, SETTINGS_A_HEART, 4),

  MODEL_B ("mi-band-2", "Mi Band 2", 0x08, ABILITIES_B, SETTINGS_2, WORDS_SHORT, TEXT),
  MODEL_B ("mi-band-hrx", "Mi Band HRX", 0x08, ABILITIES_B_SENSORLESS, SETTINGS_HRX, WORDS_SHORT,
           TEXT),
  MODEL_B ("mi-band-2i", "Mi Band 2i", 0x08, ABILITIES_B_SENSORLESS, SETTINGS_HRX, WORDS_SHORT,
           TEXT),
  MODEL_B ("mi-band-3", "Mi Band 3", 0x00, ABILITIES_B, SETTINGS_3, WORDS_CHUNKED, TEXT),
  MODEL_B ("amazfit-bip", "Amazfit Bip", 0x08, ABILITIES_B, SETTINGS_BIP, WORDS_LONG,
           TEXT_AND_OLD_ID),
  MODEL_B ("amazfit-cor", "Amazfit Cor", 0x08, ABILITIES_B, SETTINGS_COR, WORDS_LONG,
           TEXT_AND_OLD_ID),
  MODEL_B ("amazfit-cor-2", "Amazfit Cor 2", 0x08, ABILITIES_B, SETTINGS_COR, WORDS_LONG, TEXT),

  MODEL_B_PRIME ("mi-band-4", "Mi Smart Band 4", SETTINGS_4, WORDS_LATER, 4, TEXT),
  MODEL_B_PRIME ("mi-band-5", "Mi Smart Band 5", SETTINGS_4, WORDS_LATER, 8, TEXT),
  /* Newer firmware of the Mi Band 6 wants generation C, which firmware is not known; a band that
   * answers the challenge still speaks B'. */
  MODEL_B_PRIME ("mi-band-6", "Mi Smart Band 6", SETTINGS_4, WORDS_LATER, 8, TEXT),
  MODEL_B_PRIME ("amazfit-band-5", "Amazfit Band 5", SETTINGS_4, WORDS_LATER, 8, TEXT),
  MODEL_B_PRIME ("amazfit-bip-lite", "Amazfit Bip Lite", SETTINGS_B_PRIME, WORDS_LONG, 4, TEXT),
  MODEL_B_PRIME ("amazfit-bip-s", "Amazfit Bip S", SETTINGS_B_PRIME, WORDS_LARGE, 8, TEXT),
  MODEL_B_PRIME ("amazfit-bip-u", "Amazfit Bip U", SETTINGS_B_PRIME, WORDS_LARGE, 8, ID),
  /* Gadgetbridge reads samples of 8 bytes from the Amazfit Neo, a Mi Band 5 inside, and from the
   * firmware of every Amazfit GTS after 0.0.9.00. */
  MODEL_B_PRIME ("amazfit-gts", "Amazfit GTS", SETTINGS_B_PRIME, WORDS_LATER, 8, TEXT),
  MODEL_B_PRIME ("amazfit-neo", "Amazfit Neo", SETTINGS_B_PRIME, WORDS_CHUNKED, 8, TEXT),

  MODEL_C ("smart-band-7", "Xiaomi Smart Band 7"),
  MODEL_C ("amazfit-band-7", "Amazfit Band 7"),

  MODEL_D ("smart-band-7-pro", "Xiaomi Smart Band 7 Pro"),
  MODEL_D ("smart-band-8", "Xiaomi Smart Band 8"),
  MODEL_D ("smart-band-8-active", "Xiaomi Smart Band 8 Active"),
  MODEL_D ("smart-band-8-pro", "Xiaomi Smart Band 8 Pro"),
  MODEL_D ("smart-band-9", "Xiaomi Smart Band 9"),
  MODEL_D ("smart-band-9-active", "Xiaomi Smart Band 9 Active"),
  MODEL_D ("smart-band-9-pro", "Xiaomi Smart Band 9 Pro"),
  MODEL_D ("smart-band-10", "Xiaomi Smart Band 10"),
  MODEL_D ("smart-band-11", "Xiaomi Smart Band 11"),
  MODEL_D ("redmi-smart-band-2", "Redmi Smart Band 2"),
  MODEL_D ("redmi-band-pro", "Redmi Band Pro"),

  { "heart-rate-sensor", "Heart rate sensor", TACTUS_GENERATION_STANDARD, TACTUS_KEY_SOURCE_NONE,
    0x00, 0x00, TACTUS_ABILITY_HEART_RATE | TACTUS_ABILITY_BATTERY, 0, WORDS_NONE, 0,
    TACTUS_LANGUAGE_TEXT },
};

/* What may follow a name in the advertisement. */
typedef enum {
  TAIL_NONE,          /* nothing: "Mi Smart Band 4C" is another maker's band */
  TAIL_NFC,           /* nothing or " NFC" */
  TAIL_ADDRESS,       /* nothing or a space and the last four digits of the address */
  TAIL_ADDRESS_LOOSE, /* the same, the space may be any separator or missing */
  TAIL_ANY,           /* anything: nobody has told what follows these */
} Tail;

typedef struct {
  const char *name;
  Tail        tail;
  const char *id;
} Name;

static const Name names[] = {
  { "MI", TAIL_NONE, "mi-band-1" },
  { "MI1", TAIL_NONE, "mi-band-1" },
  { "MI1A", TAIL_NONE, "mi-band-1a" },
  { "MI1S", TAIL_NONE, "mi-band-1s" },

  { "MI Band 2", TAIL_NONE, "mi-band-2" },
  { "Mi Band HRX", TAIL_NONE, "mi-band-hrx" },
  { "Mi Band 2i", TAIL_NONE, "mi-band-2i" },
  { "Mi Band 3", TAIL_NFC, "mi-band-3" },
  { "Xiaomi Band 3", TAIL_NFC, "mi-band-3" },
  { "Amazfit Bip Watch", TAIL_NONE, "amazfit-bip" },
  { "Amazfit Cor", TAIL_NONE, "amazfit-cor" },
  { "Amazfit Band", TAIL_NONE, "amazfit-cor" },
  { "Amazfit Cor 2", TAIL_NONE, "amazfit-cor-2" },
  { "Amazfit Band 2", TAIL_NONE, "amazfit-cor-2" },

  { "Mi Smart Band 4", TAIL_NFC, "mi-band-4" },
  { "Mi Smart Band 5", TAIL_NFC, "mi-band-5" },
  { "Mi Smart Band 6", TAIL_NFC, "mi-band-6" },
  { "Amazfit Band 5", TAIL_NONE, "amazfit-band-5" },
  { "Amazfit Bip Lite", TAIL_NONE, "amazfit-bip-lite" },
  { "Amazfit Bip S", TAIL_NONE, "amazfit-bip-s" },
  { "Amazfit Bip U", TAIL_NONE, "amazfit-bip-u" },
  { "Amazfit GTS", TAIL_NONE, "amazfit-gts" },
  { "Amazfit Neo", TAIL_NONE, "amazfit-neo" },

  { "Xiaomi Smart Band 7", TAIL_ADDRESS_LOOSE, "smart-band-7" },
  { "Amazfit Band 7", TAIL_NONE, "amazfit-band-7" },

  { "Xiaomi Smart Band 7 Pro", TAIL_ANY, "smart-band-7-pro" },
  { "Xiaomi Smart Band 8", TAIL_ADDRESS, "smart-band-8" },
  { "Xiaomi Smart Band 8 Active", TAIL_ADDRESS, "smart-band-8-active" },
  { "Xiaomi Band 8 Active", TAIL_ADDRESS, "smart-band-8-active" },
  { "Xiaomi Smart Band 8 Pro", TAIL_ADDRESS, "smart-band-8-pro" },
  { "Xiaomi Smart Band 9", TAIL_ADDRESS, "smart-band-9" },
  { "Xiaomi Smart Band 9 Active", TAIL_ANY, "smart-band-9-active" },
  { "Xiaomi Smart Band 9 Pro", TAIL_ADDRESS, "smart-band-9-pro" },
  { "Xiaomi Smart Band 10", TAIL_ADDRESS, "smart-band-10" },
  { "Xiaomi Smart Band 11", TAIL_ADDRESS, "smart-band-11" },
  { "Redmi Smart Band 2", TAIL_ADDRESS, "redmi-smart-band-2" },
  { "Redmi Band Pro", TAIL_ADDRESS, "redmi-band-pro" },
};

/* The end of an address, as bands append it to their names. */
static gboolean
is_address_end (const char *text)
{
  for (gsize i = 0; i < 4; i++)
    if (!g_ascii_isalnum (text[i]))
      return FALSE;

  return text[4] == '\0';
}

static gboolean
is_separator (char c)
{
  return c == ' ' || c == '-' || c == '_';
}

static gboolean
tail_fits (Tail        tail,
           const char *rest)
{
  if (*rest == '\0')
    return TRUE;

  switch (tail)
    {
    case TAIL_NFC:
      return g_ascii_strcasecmp (rest, " NFC") == 0;
    case TAIL_ADDRESS:
      return *rest == ' ' && is_address_end (rest + 1);
    case TAIL_ADDRESS_LOOSE:
      return is_address_end (rest + (is_separator (*rest) ? 1 : 0));
    case TAIL_ANY:
      return TRUE;
    case TAIL_NONE:
    default:
      return FALSE;
    }
}

static gboolean
name_fits (const Name *name,
           const char *advertised_name)
{
  gsize length = strlen (name->name);

  return g_ascii_strncasecmp (advertised_name, name->name, length) == 0
         && tail_fits (name->tail, advertised_name + length);
}

const TactusModel *
tactus_model_for_name (const char *advertised_name)
{
  g_autofree char *wanted = NULL;
  const Name *best = NULL;

  if (!advertised_name)
    return NULL;

  wanted = g_strstrip (g_strdup (advertised_name));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (name_fits (&names[i], wanted)
        && (!best || strlen (names[i].name) > strlen (best->name)))
      best = &names[i];

  return best ? tactus_model_for_id (best->id) : NULL;
}

/* The maker's part of the address tells the first bands apart, whatever they call themselves. */
static const struct {
  const char *start;
  const char *id;
} addresses[] = {
  { "88:0F:10:", "mi-band-1" },
  { "C8:0F:10:", "mi-band-1s" },
};

static const TactusModel *
model_for_address (const char *address)
{
  for (gsize i = 0; address && i < G_N_ELEMENTS (addresses); i++)
    if (g_ascii_strncasecmp (address, addresses[i].start, strlen (addresses[i].start)) == 0)
      return tactus_model_for_id (addresses[i].id);

  return NULL;
}

/* "MI" is what every band of the first generation may say. */
static gboolean
is_vague (const TactusModel *model)
{
  return !model || g_str_equal (model->id, "mi-band-1");
}

const TactusModel *
tactus_model_for_device (const char *name,
                         const char *address,
                         gboolean    has_band_service,
                         gboolean    has_login_service,
                         gboolean    has_heart_rate_service)
{
  const TactusModel *model = tactus_model_for_name (name);
  /* Other makers have got addresses of those ranges by now, and virtual devices any. */
  gboolean other_name = name && !model && has_heart_rate_service && !has_band_service;
  const TactusModel *by_address = other_name ? NULL : model_for_address (address);

  if (is_vague (model) && by_address)
    model = by_address;
  if (!model && has_band_service && !has_login_service && !has_heart_rate_service)
    model = tactus_model_for_id ("mi-band-1");
  if (has_heart_rate_service && (!model || !tactus_model_can_pair (model)))
    model = tactus_model_for_id ("heart-rate-sensor");

  return model;
}

gboolean
tactus_model_has_setting (const TactusModel *self,
                          TactusSettingId    setting)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (setting < TACTUS_N_SETTINGS, FALSE);

  return (self->settings & (1u << setting)) != 0;
}

const TactusModel *
tactus_model_for_id (const char *id)
{
  for (gsize i = 0; id && i < G_N_ELEMENTS (models); i++)
    if (strcmp (models[i].id, id) == 0)
      return &models[i];

  return NULL;
}

const TactusModel *
tactus_model_get_nth (guint index)
{
  return index < G_N_ELEMENTS (models) ? &models[index] : NULL;
}

gboolean
tactus_model_can_pair (const TactusModel *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->generation == TACTUS_GENERATION_A
         || self->generation == TACTUS_GENERATION_B
         || self->generation == TACTUS_GENERATION_B_PRIME
         || self->generation == TACTUS_GENERATION_STANDARD;
}

const char *
tactus_generation_to_text (TactusGeneration generation)
{
  switch (generation)
    {
    case TACTUS_GENERATION_A:
      return "A";
    case TACTUS_GENERATION_B:
      return "B";
    case TACTUS_GENERATION_B_PRIME:
      return "B'";
    case TACTUS_GENERATION_C:
      return "C";
    case TACTUS_GENERATION_D:
      return "D";
    case TACTUS_GENERATION_STANDARD:
      return "standard";
    case TACTUS_GENERATION_UNKNOWN:
    default:
      return NULL;
    }
}
