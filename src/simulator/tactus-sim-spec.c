/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-spec.h"

#include <string.h>

G_DEFINE_QUARK (tactus-sim-spec-error-quark, tactus_sim_spec_error)

typedef gboolean (*Setter) (TactusSimSpec *self,
                            const char    *value);

TactusSimSpec *
tactus_sim_spec_new (const TactusSimModel *model)
{
  TactusSimSpec *self = g_new0 (TactusSimSpec, 1);

  self->model = model;
  self->name = g_strdup (model->name);
  self->address = g_strdup ("C8:0F:10:00:00:01");
  self->public_address = model->public_address;
  self->rssi = -60;
  self->tap = TACTUS_SIM_TAP_MANUAL;
  self->seed = 1;
  self->battery = 74;
  self->steps = 4321;
  self->worn = TRUE;
  self->in_reach = TRUE;
  self->first_us = G_USEC_PER_SEC;
  self->period_us = G_USEC_PER_SEC;
  self->prompt_us = 30 * G_USEC_PER_SEC;
  self->login_us = 10 * G_USEC_PER_SEC;
  self->keep_alive_us = 15 * G_USEC_PER_SEC;
  self->bond_error = 0x05;
  self->passkey = 123456;
  if (model->family == TACTUS_SIM_FAMILY_SENSOR)
    {
      self->contact = TACTUS_SIM_CONTACT_YES;
      self->intervals = TRUE;
    }
  else if (model->sharing)
    {
      self->contact = TACTUS_SIM_CONTACT_YES;
      self->bond = TACTUS_SIM_BOND_JUST_WORKS;
      self->bond_error = 0x0e;
    }
  else if (model->family == TACTUS_SIM_FAMILY_FIRST)
    {
      self->contact = TACTUS_SIM_CONTACT_YES;
    }

  return self;
}

TactusSimSpec *
tactus_sim_spec_copy (const TactusSimSpec *self)
{
  TactusSimSpec *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->address = g_strdup (self->address);
  copy->rates = self->rates ? g_array_ref (self->rates) : NULL;
  copy->clock = self->clock ? g_date_time_ref (self->clock) : NULL;

  return copy;
}

void
tactus_sim_spec_free (TactusSimSpec *self)
{
  explicit_bzero (self->key, sizeof self->key);
  g_free (self->name);
  g_free (self->address);
  g_clear_pointer (&self->rates, g_array_unref);
  g_clear_pointer (&self->clock, g_date_time_unref);
  g_free (self);
}

static gboolean
parse_seconds (const char *text,
               gint64     *us)
{
  char *end;
  double seconds = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(seconds >= 0 && seconds <= 86400))
    return FALSE;

  *us = (gint64) (seconds * G_USEC_PER_SEC);

  return TRUE;
}

static gboolean
parse_unsigned (const char *text,
                guint       max,
                guint      *out)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL))
    return FALSE;

  *out = (guint) value;

  return TRUE;
}

static gboolean
parse_yes_no (const char *text,
              gboolean   *out)
{
  *out = g_str_equal (text, "yes") || g_str_equal (text, "on");

  return *out || g_str_equal (text, "no") || g_str_equal (text, "off");
}

typedef struct {
  const char *word;
  int         value;
} Word;

static gboolean
parse_word (const char *text,
            const Word *words,
            gsize       n_words,
            int        *out)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (words[i].word, text))
      {
        *out = words[i].value;
        return TRUE;
      }

  return FALSE;
}

static gboolean
set_model (TactusSimSpec *self,
           const char    *value)
{
  return self->model == tactus_sim_model_for_id (value); /* it was taken first of all */
}

static gboolean
set_name (TactusSimSpec *self,
          const char    *value)
{
  g_free (self->name);
  self->name = g_strdup (value);

  return *value != '\0' && g_utf8_validate (value, -1, NULL);
}

static gboolean
set_address (TactusSimSpec *self,
             const char    *value)
{
  if (!g_regex_match_simple ("^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$", value, 0, 0))
    return FALSE;

  g_free (self->address);
  self->address = g_ascii_strup (value, -1);

  return TRUE;
}

static gboolean
set_address_type (TactusSimSpec *self,
                  const char    *value)
{
  self->public_address = g_str_equal (value, "public");

  return self->public_address || g_str_equal (value, "random");
}

static gboolean
set_rssi (TactusSimSpec *self,
          const char    *value)
{
  gint64 rssi;

  if (!g_ascii_string_to_signed (value, 10, -127, 20, &rssi, NULL))
    return FALSE;

  self->rssi = (gint16) rssi;

  return TRUE;
}

static gboolean
set_tap (TactusSimSpec *self,
         const char    *value)
{
  static const Word words[] = {
    { "never", TACTUS_SIM_TAP_NEVER },
    { "decline", TACTUS_SIM_TAP_DECLINE },
    { "manual", TACTUS_SIM_TAP_MANUAL },
  };
  int tap;

  if (parse_word (value, words, G_N_ELEMENTS (words), &tap))
    {
      self->tap = (TactusSimTap) tap;
      self->tap_us = 2 * G_USEC_PER_SEC;
      return TRUE;
    }

  self->tap = TACTUS_SIM_TAP_AFTER;

  return parse_seconds (value, &self->tap_us);
}

static gboolean
set_key (TactusSimSpec *self,
         const char    *value)
{
  if (strlen (value) != 2 * sizeof self->key)
    return FALSE;

  for (gsize i = 0; i < sizeof self->key; i++)
    {
      int high = g_ascii_xdigit_value (value[2 * i]);
      int low = g_ascii_xdigit_value (value[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      self->key[i] = (guint8) (high << 4 | low);
    }
  self->has_key = TRUE;

  return TRUE;
}

static gboolean
set_key_file (TactusSimSpec *self,
              const char    *value)
{
  g_autofree char *text = NULL;
  gboolean good;

  if (!g_file_get_contents (value, &text, NULL, NULL))
    return FALSE;

  good = set_key (self, g_strstrip (text));
  explicit_bzero (text, strlen (text));

  return good;
}

static gboolean
set_rates (TactusSimSpec *self,
           const char    *value)
{
  g_auto(GStrv) words = g_strsplit (value, ":", -1);

  g_clear_pointer (&self->rates, g_array_unref);
  self->rates = g_array_new (FALSE, FALSE, sizeof (guint16));

  for (gsize i = 0; words[i]; i++)
    {
      guint rate;
      guint16 narrow;

      if (!parse_unsigned (words[i], G_MAXUINT16, &rate))
        return FALSE;
      narrow = (guint16) rate;
      g_array_append_val (self->rates, narrow);
    }

  return self->rates->len > 0;
}

static gboolean
set_fault (TactusSimSpec *self,
           const char    *value)
{
  return tactus_sim_faults_parse (&self->faults, value);
}

static gboolean
set_seed (TactusSimSpec *self,
          const char    *value)
{
  return parse_unsigned (value, G_MAXUINT32, &self->seed);
}

static gboolean
set_battery (TactusSimSpec *self,
             const char    *value)
{
  return parse_unsigned (value, 255, &self->battery);
}

static gboolean
set_steps (TactusSimSpec *self,
           const char    *value)
{
  return parse_unsigned (value, G_MAXUINT32, &self->steps);
}

static gboolean
set_worn (TactusSimSpec *self,
          const char    *value)
{
  return parse_yes_no (value, &self->worn);
}

static gboolean
set_reach (TactusSimSpec *self,
           const char    *value)
{
  return parse_yes_no (value, &self->in_reach);
}

static gboolean
set_away (TactusSimSpec *self,
          const char    *value)
{
  return parse_yes_no (value, &self->away);
}

static gboolean
set_first (TactusSimSpec *self,
           const char    *value)
{
  return parse_seconds (value, &self->first_us);
}

static gboolean
set_period (TactusSimSpec *self,
            const char    *value)
{
  return parse_seconds (value, &self->period_us) && self->period_us >= 1000;
}

static gboolean
set_prompt (TactusSimSpec *self,
            const char    *value)
{
  return parse_seconds (value, &self->prompt_us);
}

static gboolean
set_login (TactusSimSpec *self,
           const char    *value)
{
  return parse_seconds (value, &self->login_us);
}

static gboolean
set_uid (TactusSimSpec *self,
         const char    *value)
{
  self->has_uid = TRUE;

  return parse_unsigned (value, G_MAXUINT32, &self->uid);
}

static gboolean
set_profile (TactusSimSpec *self,
             const char    *value)
{
  g_auto(GStrv) parts = g_strsplit (value, ".", -1);

  self->profile = 0;
  for (gsize i = 0; parts[i]; i++)
    {
      guint part;

      if (!parse_unsigned (parts[i], 255, &part))
        return FALSE;
      self->profile = self->profile << 8 | part;
    }

  return g_strv_length (parts) == 4;
}

static gboolean
set_share (TactusSimSpec *self,
           const char    *value)
{
  return parse_yes_no (value, &self->share);
}

static gboolean
set_bond (TactusSimSpec *self,
          const char    *value)
{
  static const Word words[] = {
    { "none", TACTUS_SIM_BOND_NONE },
    { "just-works", TACTUS_SIM_BOND_JUST_WORKS },
    { "passkey", TACTUS_SIM_BOND_PASSKEY },
    { "confirm", TACTUS_SIM_BOND_CONFIRM },
    { "display", TACTUS_SIM_BOND_DISPLAY },
    { "allow", TACTUS_SIM_BOND_ALLOW },
  };
  int bond = TACTUS_SIM_BOND_NONE;
  gboolean good = parse_word (value, words, G_N_ELEMENTS (words), &bond);

  self->bond = (TactusSimBond) bond;

  return good;
}

static gboolean
set_bond_error (TactusSimSpec *self,
                const char    *value)
{
  guint64 code;

  if (!g_ascii_string_to_unsigned (value, 16, 1, 255, &code, NULL))
    return FALSE;

  self->bond_error = (guint8) code;

  return TRUE;
}

static gboolean
set_passkey (TactusSimSpec *self,
             const char    *value)
{
  return parse_unsigned (value, 999999, &self->passkey);
}

static gboolean
set_contact (TactusSimSpec *self,
             const char    *value)
{
  static const Word words[] = {
    { "none", TACTUS_SIM_CONTACT_NONE },
    { "yes", TACTUS_SIM_CONTACT_YES },
    { "no", TACTUS_SIM_CONTACT_LOST },
  };
  int contact = TACTUS_SIM_CONTACT_NONE;
  gboolean good = parse_word (value, words, G_N_ELEMENTS (words), &contact);

  self->contact = (TactusSimContact) contact;

  return good;
}

static gboolean
set_intervals (TactusSimSpec *self,
               const char    *value)
{
  return parse_yes_no (value, &self->intervals);
}

static gboolean
set_energy (TactusSimSpec *self,
            const char    *value)
{
  return parse_yes_no (value, &self->energy);
}

static gboolean
set_charging (TactusSimSpec *self,
              const char    *value)
{
  return parse_yes_no (value, &self->charging);
}

static gboolean
set_activity (TactusSimSpec *self,
              const char    *value)
{
  return parse_unsigned (value, 100 * 24 * 60, &self->activity);
}

static gboolean
set_crc (TactusSimSpec *self,
         const char    *value)
{
  return parse_yes_no (value, &self->crc);
}

static gboolean
set_clock (TactusSimSpec *self,
           const char    *value)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  g_clear_pointer (&self->clock, g_date_time_unref);
  self->clock = g_date_time_new_from_iso8601 (value, utc);

  return self->clock != NULL;
}

static const struct {
  const char *key;
  Setter      set;
  const char *help;
} settings[] = {
  { "model", set_model, "mi-band-1, -1a, -1s, -2, -hrx, -2i, -3, -4, -5, -6, amazfit-bip, "
    "-bip-lite, -bip-s, -bip-u, -cor, -cor-2, -band-5, -gts, -neo, heart-rate-sensor; "
    "to listen to: smart-band-7 to -11 and their kin" },
  { "name", set_name, "as advertised; \"in quotes\" if it holds a comma" },
  { "address", set_address, "C8:0F:10:00:00:01" },
  { "address-type", set_address_type, "public, random" },
  { "rssi", set_rssi, "-127 to 20 dBm" },
  { "tap", set_tap, "seconds after the prompt, never, decline, manual" },
  { "key", set_key, "32 hex digits: a key it has already; made up, as the band is" },
  { "key-file", set_key_file, "a file with such a key" },
  { "rates", set_rates, "heart rates to send in turn, 72:75:190; 0 is no reading" },
  { "first", set_first, "seconds to the first heart rate" },
  { "period", set_period, "seconds from one heart rate to the next" },
  { "prompt", set_prompt, "seconds the prompt stays" },
  { "login", set_login, "seconds without a login until it drops the link" },
  { "battery", set_battery, "per cent" },
  { "steps", set_steps, "of today" },
  { "worn", set_worn, "yes, no" },
  { "reach", set_reach, "no: it is seen but cannot be connected to" },
  { "away", set_away, "yes: not there until the command return" },
  { "seed", set_seed, "of the pulse that wanders by itself" },
  { "uid", set_uid, "the owner it knows, as a number (first generation)" },
  { "profile", set_profile, "02.00.09.00: profile version (first generation)" },
  { "share", set_share, "on: its pulse is in the advertisement, or like a strap's" },
  { "bond", set_bond, "none, just-works, passkey, confirm, display, allow: Bluetooth pairing" },
  { "bond-error", set_bond_error, "05, 0e, 0f: what who has not paired gets to hear" },
  { "passkey", set_passkey, "six digits: of that pairing" },
  { "contact", set_contact, "yes, no, none: what heart rates say of the skin" },
  { "rr", set_intervals, "yes: heart rates with the times between beats" },
  { "energy", set_energy, "yes: heart rates with the energy spent" },
  { "charging", set_charging, "yes, no" },
  { "activity", set_activity, "minutes it has stored, up to the time it is told" },
  { "crc", set_crc, "yes: what it has stored is sent with a checksum" },
  { "clock", set_clock, "2024-03-01T06:30:00+01: its time; without, the first time it is told" },
  { "fault", set_fault, "vanish-after-challenge, EFFECT-at-STEP:TIMES@AFTER, …; repeatable" },
};

char *
tactus_sim_spec_get_help (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    g_string_append_printf (text, "  %-13s %s\n", settings[i].key, settings[i].help);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Splits at commas outside double quotes, and drops the quotes. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) part = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        {
          quoted = !quoted;
        }
      else if (*c == ',' && !quoted)
        {
          g_ptr_array_add (parts, g_strdup (part->str));
          g_string_truncate (part, 0);
        }
      else
        {
          g_string_append_c (part, *c);
        }
    }
  g_ptr_array_add (parts, g_strdup (part->str));

  return parts;
}

static const TactusSimModel *
find_model (GPtrArray  *parts,
            GError    **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);
      const TactusSimModel *model;

      if (!g_str_has_prefix (part, "model="))
        continue;

      model = tactus_sim_model_for_id (part + strlen ("model="));
      if (!model)
        g_set_error (error, TACTUS_SIM_SPEC_ERROR, TACTUS_SIM_SPEC_ERROR_VALUE,
                     "There is no model \"%s\"", part + strlen ("model="));
      return model;
    }

  return tactus_sim_model_for_id ("mi-band-3");
}

static gboolean
apply (TactusSimSpec  *self,
       const char     *part,
       GError        **error)
{
  const char *equals = strchr (part, '=');

  if (!equals)
    {
      g_set_error (error, TACTUS_SIM_SPEC_ERROR, TACTUS_SIM_SPEC_ERROR_SYNTAX,
                   "A band's settings look like name=value, separated by commas");
      return FALSE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (strlen (settings[i].key) != (gsize) (equals - part) ||
          strncmp (settings[i].key, part, equals - part) != 0)
        continue;

      if (settings[i].set (self, equals + 1))
        return TRUE;

      g_set_error (error, TACTUS_SIM_SPEC_ERROR, TACTUS_SIM_SPEC_ERROR_VALUE,
                   "Not a value for \"%s\" (%s)", settings[i].key, settings[i].help);
      return FALSE;
    }

  g_set_error (error, TACTUS_SIM_SPEC_ERROR, TACTUS_SIM_SPEC_ERROR_KEY,
               "A band has no setting \"%.*s\"", (int) (equals - part), part);

  return FALSE;
}

TactusSimSpec *
tactus_sim_spec_parse (const char  *text,
                       GError     **error)
{
  g_autoptr(GPtrArray) parts = split (text);
  const TactusSimModel *model = find_model (parts, error);
  g_autoptr(TactusSimSpec) self = NULL;

  if (!model)
    return NULL;

  self = tactus_sim_spec_new (model);
  for (guint i = 0; i < parts->len; i++)
    if (!apply (self, g_ptr_array_index (parts, i), error))
      return NULL;

  return g_steal_pointer (&self);
}
