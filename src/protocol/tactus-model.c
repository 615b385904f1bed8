/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-model.h"

#include <string.h>

/* The first bands, and the HRX edition, have no heart-rate sensor. */
#define ABILITIES_SENSORLESS                                                      \
  (TACTUS_ABILITY_BATTERY | TACTUS_ABILITY_STEPS | TACTUS_ABILITY_TIME            \
   | TACTUS_ABILITY_ALERT)
#define ABILITIES_HUAMI (ABILITIES_SENSORLESS | TACTUS_ABILITY_HEART_RATE)
#define ABILITIES_LATER                                                           \
  (TACTUS_ABILITY_HEART_RATE | TACTUS_ABILITY_BATTERY | TACTUS_ABILITY_STEPS      \
   | TACTUS_ABILITY_TIME)

#define MODEL_A(id, name, abilities) \
  { id, name, TACTUS_GENERATION_A, TACTUS_KEY_SOURCE_NONE, 0x00, 0x00, abilities, 0, \
    TACTUS_TEXT_NONE, 0 }
#define MODEL_B(id, name, auth_flags, abilities) \
  { id, name, TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, auth_flags, 0x00, abilities, 0,    \
    TACTUS_TEXT_NONE, 0 }
#define MODEL_B_PRIME(id, name) \
  { id, name, TACTUS_GENERATION_B_PRIME, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x80, ABILITIES_HUAMI, 0, \
    TACTUS_TEXT_NONE, 0 }
#define MODEL_C(id, name) \
  { id, name, TACTUS_GENERATION_C, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x00, ABILITIES_LATER, 0,  \
    TACTUS_TEXT_NONE, 0 }
#define MODEL_D(id, name) \
  { id, name, TACTUS_GENERATION_D, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x00, ABILITIES_LATER, 0,  \
    TACTUS_TEXT_NONE, 0 }

static const TactusModel models[] = {
  MODEL_A ("mi-band-1", "Mi Band 1", ABILITIES_SENSORLESS),
  MODEL_A ("mi-band-1a", "Mi Band 1A", ABILITIES_SENSORLESS),
  MODEL_A ("mi-band-1s", "Mi Band 1S", ABILITIES_HUAMI),

  MODEL_B ("mi-band-2", "Mi Band 2", 0x08, ABILITIES_HUAMI),
  MODEL_B ("mi-band-hrx", "Mi Band HRX", 0x08, ABILITIES_SENSORLESS),
  MODEL_B ("mi-band-2i", "Mi Band 2i", 0x08, ABILITIES_SENSORLESS),
  MODEL_B ("mi-band-3", "Mi Band 3", 0x00, ABILITIES_HUAMI),
  MODEL_B ("amazfit-bip", "Amazfit Bip", 0x08, ABILITIES_HUAMI),
  MODEL_B ("amazfit-cor", "Amazfit Cor", 0x08, ABILITIES_HUAMI),
  MODEL_B ("amazfit-cor-2", "Amazfit Cor 2", 0x08, ABILITIES_HUAMI),

  MODEL_B_PRIME ("mi-band-4", "Mi Smart Band 4"),
  MODEL_B_PRIME ("mi-band-5", "Mi Smart Band 5"),
  /* Newer firmware of the Mi Band 6 wants generation C, which firmware is not known; a band that
   * answers the challenge still speaks B'. */
  MODEL_B_PRIME ("mi-band-6", "Mi Smart Band 6"),
  MODEL_B_PRIME ("amazfit-band-5", "Amazfit Band 5"),
  MODEL_B_PRIME ("amazfit-bip-lite", "Amazfit Bip Lite"),
  MODEL_B_PRIME ("amazfit-bip-s", "Amazfit Bip S"),
  MODEL_B_PRIME ("amazfit-bip-u", "Amazfit Bip U"),
  MODEL_B_PRIME ("amazfit-gts", "Amazfit GTS"),
  MODEL_B_PRIME ("amazfit-neo", "Amazfit Neo"),

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
    0x00, 0x00, TACTUS_ABILITY_HEART_RATE | TACTUS_ABILITY_BATTERY, 0, TACTUS_TEXT_NONE, 0 },
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

/* The address ranges of the first bands. */
static gboolean
is_first_generation (const char *address)
{
  return g_ascii_strncasecmp (address, "88:0F:10:", 9) == 0
         || g_ascii_strncasecmp (address, "C8:0F:10:", 9) == 0;
}

const TactusModel *
tactus_model_for_device (const char *name,
                         const char *address,
                         gboolean    has_band_service,
                         gboolean    has_login_service,
                         gboolean    has_heart_rate_service)
{
  const TactusModel *model = tactus_model_for_name (name);

  if (!model && (is_first_generation (address) || (has_band_service && !has_login_service)))
    model = tactus_model_for_id ("mi-band-1");
  if (has_heart_rate_service && (!model || !tactus_model_can_pair (model)))
    model = tactus_model_for_id ("heart-rate-sensor");

  return model;
}

gboolean
tactus_model_has_setting (const TactusModel *self,
                          TactusSettingId    setting)
{
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

  return self->generation == TACTUS_GENERATION_B
         || self->generation == TACTUS_GENERATION_B_PRIME;
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
