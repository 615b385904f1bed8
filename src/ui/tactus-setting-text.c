/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-setting-text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

typedef struct {
  const char *value;
  const char *text;
} Word;

const char *
tactus_setting_text_title (TactusSettingId setting)
{
  switch (setting)
    {
    case TACTUS_SETTING_PROFILE:
      return _("Profile");
    case TACTUS_SETTING_GOAL:
      return _("Daily Goal");
    case TACTUS_SETTING_GOAL_ALERT:
      return _("Vibrate at the Goal");
    case TACTUS_SETTING_WEAR_SIDE:
      return _("Worn On");
    case TACTUS_SETTING_LANGUAGE:
      return _("Language");
    case TACTUS_SETTING_TIME_FORMAT:
      return _("Time Format");
    case TACTUS_SETTING_DATE_FORMAT:
      return _("Date Format");
    case TACTUS_SETTING_CLOCK_FACE:
      return _("Clock Shows");
    case TACTUS_SETTING_UNITS:
      return _("Units");
    case TACTUS_SETTING_LIFT_DISPLAY:
      return _("Light Up When Lifted");
    case TACTUS_SETTING_ROTATE_TO_SWITCH:
      return _("Turn Wrist to Switch Screens");
    case TACTUS_SETTING_HEART_RATE_INTERVAL:
      return _("Measure in the Background");
    case TACTUS_SETTING_SLEEP_HEART_RATE:
      return _("Measure Sleep by Heart Rate");
    case TACTUS_SETTING_SHARE_HEART_RATE:
      return _("Share Heart Rate");
    case TACTUS_SETTING_VISIBLE:
      return _("Stay Visible While Connected");
    case TACTUS_SETTING_DO_NOT_DISTURB:
      return _("Do Not Disturb");
    case TACTUS_SETTING_INACTIVITY_ALERT:
      return _("Remind to Move");
    case TACTUS_SETTING_DISCONNECT_ALERT:
      return _("Vibrate When Disconnected");
    case TACTUS_N_SETTINGS:
    default:
      g_return_val_if_reached ("");
    }
}

const char *
tactus_setting_text_explain (TactusSettingId setting)
{
  switch ((int) setting)
    {
    case TACTUS_SETTING_SLEEP_HEART_RATE:
      return _("Tells deep from light sleep better, and takes more of the battery");
    case TACTUS_SETTING_SHARE_HEART_RATE:
      return _("Any device near can then read the pulse");
    case TACTUS_SETTING_VISIBLE:
      return _("Other devices still find the band");
    default:
      return NULL;
    }
}

/* Their own names, which are the same in every language. */
static const Word languages[] = {
  { "ar", "العربية" },
  { "cs", "Čeština" },
  { "de", "Deutsch" },
  { "el", "Ελληνικά" },
  { "en", "English" },
  { "es", "Español" },
  { "fr", "Français" },
  { "he", "עברית" },
  { "id", "Bahasa Indonesia" },
  { "it", "Italiano" },
  { "ja", "日本語" },
  { "ko", "한국어" },
  { "nl", "Nederlands" },
  { "pl", "Polski" },
  { "pt_BR", "Português (Brasil)" },
  { "pt", "Português" },
  { "ru", "Русский" },
  { "th", "ไทย" },
  { "tr", "Türkçe" },
  { "uk", "Українська" },
  { "vi", "Tiếng Việt" },
  { "zh_TW", "繁體中文" },
  { "zh", "简体中文" },
};

static const Word words[] = {
  /* Translators: the values of settings, from here to “Miles”: “Worn On: Left wrist” */
  { "off", NC_("setting", "Off") },
  { "on", NC_("setting", "On") },
  { "automatic", NC_("setting", "Automatic") },
  { "left", NC_("setting", "Left wrist") },
  { "right", NC_("setting", "Right wrist") },
  { "12h", NC_("setting", "12 hours") },
  { "24h", NC_("setting", "24 hours") },
  { "time", NC_("setting", "Time") },
  { "date-time", NC_("setting", "Date and time") },
  { "metric", NC_("setting", "Kilometres") },
  { "imperial", NC_("setting", "Miles") },
};

static const char *
find_language (const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (value, languages[i].value))
      return languages[i].text;

  return value;
}

static const char *
find_word (const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (value, words[i].value))
      return g_dpgettext2 (GETTEXT_PACKAGE, "setting", words[i].text);

  return value;
}

char *
tactus_setting_text_clock (guint hour,
                           guint minute)
{
  g_autoptr(GDateTime) when = g_date_time_new_utc (2000, 1, 1, (int) hour, (int) minute, 0);

  /* Translators: time of the day, as g_date_time_format() takes it */
  return when ? g_date_time_format (when, _("%H:%M")) : g_strdup ("");
}

gboolean
tactus_setting_text_parse_span (const char *value,
                                guint      *from_min,
                                guint      *to_min)
{
  guint hour[2], minute[2];
  int end = 0;

  if (sscanf (value, "%2u:%2u-%2u:%2u%n", &hour[0], &minute[0], &hour[1], &minute[1], &end) != 4 ||
      value[end] != '\0' || hour[0] > 23 || hour[1] > 23 || minute[0] > 59 || minute[1] > 59)
    return FALSE;

  *from_min = hour[0] * 60 + minute[0];
  *to_min = hour[1] * 60 + minute[1];
  return TRUE;
}

char *
tactus_setting_text_format_span (guint from_min,
                                 guint to_min)
{
  return g_strdup_printf ("%02u:%02u-%02u:%02u", from_min / 60 % 24, from_min % 60,
                          to_min / 60 % 24, to_min % 60);
}

static char *
span_text (const char *value)
{
  g_autofree char *from = NULL, *to = NULL;
  guint from_min, to_min;

  if (!tactus_setting_text_parse_span (value, &from_min, &to_min))
    return g_strdup (g_str_equal (value, "on") ? C_("setting", "Always") : find_word (value));

  from = tactus_setting_text_clock (from_min / 60, from_min % 60);
  to = tactus_setting_text_clock (to_min / 60, to_min % 60);
  /* Translators: from one time of the day to another */
  return g_strdup_printf (_("%s to %s"), from, to);
}

static char *
minutes_text (TactusSettingId setting,
              guint           minutes)
{
  if (setting == TACTUS_SETTING_INACTIVITY_ALERT)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "After %u minute", "After %u minutes",
                                         minutes), minutes);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Every minute", "Every %u minutes",
                                       minutes), minutes);
}

static char *
number_text (const TactusSetting *setting,
             const char          *value)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT, &number, NULL))
    return g_strdup (value);

  if (setting->id == TACTUS_SETTING_GOAL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u step", "%'u steps",
                                         (gulong) number), (guint) number);
  if (number == 0)
    return g_strdup (C_("setting", "Off"));

  return minutes_text (setting->id, (guint) number);
}

static char *
choice_text (const TactusSetting *setting,
             const char          *value)
{
  if (setting->id == TACTUS_SETTING_LANGUAGE)
    return g_strdup (find_language (value));
  if (setting->id == TACTUS_SETTING_DATE_FORMAT)
    return g_ascii_strup (value, -1);

  return g_strdup (find_word (value));
}

char *
tactus_setting_text_value (const TactusSetting *setting,
                           const char          *value)
{
  switch (setting->kind)
    {
    case TACTUS_SETTING_KIND_CHOICE:
      return choice_text (setting, value);
    case TACTUS_SETTING_KIND_NUMBER:
      return number_text (setting, value);
    case TACTUS_SETTING_KIND_SPAN:
      return span_text (value);
    case TACTUS_SETTING_KIND_SWITCH:
      return g_strdup (find_word (value));
    case TACTUS_SETTING_KIND_PROFILE:
    default:
      return g_strdup (value);
    }
}

/* What people choose from: nobody wants to be measured every 37 minutes. */
static const guint goal_steps[] = {
  2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000, 11000, 12000, 13000, 14000, 15000, 17500,
  20000, 25000, 30000,
};
static const guint interval_minutes[] = { 0, 1, 5, 10, 15, 30, 60, 90, 120 };
static const guint inactivity_minutes[] = { 0, 30, 45, 60, 90, 120 };

static void
add_numbers (GStrvBuilder        *options,
             const TactusSetting *setting,
             const guint         *numbers,
             gsize                n_numbers)
{
  for (gsize i = 0; i < n_numbers; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", numbers[i]);

      if (numbers[i] >= setting->minimum && numbers[i] <= setting->maximum)
        g_strv_builder_add (options, text);
    }
}

static void
add_choices (GStrvBuilder        *options,
             const TactusSetting *setting,
             const TactusModel   *model)
{
  for (guint i = 0; setting->choices[i]; i++)
    if (model == NULL || tactus_setting_takes (setting, model, setting->choices[i]))
      g_strv_builder_add (options, setting->choices[i]);
}

static void
add_options (GStrvBuilder        *options,
             const TactusSetting *setting,
             const TactusModel   *model)
{
  if (setting->kind == TACTUS_SETTING_KIND_SPAN)
    g_strv_builder_add (options, "off");

  if (setting->choices)
    add_choices (options, setting, model);
  else if (setting->id == TACTUS_SETTING_GOAL)
    add_numbers (options, setting, goal_steps, G_N_ELEMENTS (goal_steps));
  else if (setting->id == TACTUS_SETTING_INACTIVITY_ALERT)
    add_numbers (options, setting, inactivity_minutes, G_N_ELEMENTS (inactivity_minutes));
  else if (setting->kind == TACTUS_SETTING_KIND_NUMBER)
    add_numbers (options, setting, interval_minutes, G_N_ELEMENTS (interval_minutes));
}

GStrv
tactus_setting_text_options (const TactusSetting *setting,
                             const TactusModel   *model,
                             const char          *current)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  GStrv options;

  add_options (builder, setting, model);
  options = g_strv_builder_end (builder);
  if (current == NULL || g_strv_contains ((const char * const *) options, current))
    return options;

  /* Set by another program, or a span of a person's own. */
  g_strv_builder_addv (builder, (const char **) options);
  g_strv_builder_add (builder, current);
  g_strfreev (options);
  return g_strv_builder_end (builder);
}

static char *
height_text (guint    cm,
             gboolean imperial)
{
  guint inches = (guint) lround (cm / 2.54);

  if (imperial)
    /* Translators: feet and inches */
    return g_strdup_printf (_("%u′ %u″"), inches / 12, inches % 12);

  /* Translators: centimetres */
  return g_strdup_printf (_("%u cm"), cm);
}

static char *
weight_text (double   kg,
             gboolean imperial)
{
  if (imperial)
    /* Translators: pounds */
    return g_strdup_printf (_("%.0f lb"), kg / 0.45359237);

  /* Translators: kilograms */
  return g_strdup_printf (fmod (kg, 1) < 0.05 ? _("%.0f kg") : _("%.1f kg"), kg);
}

char *
tactus_setting_text_profile (const TactusProfile *profile,
                             gboolean             imperial)
{
  static const char *const sexes[] = {
    NC_("sex", "male"), NC_("sex", "female"), NC_("sex", "other"),
  };
  const char *sex = g_dpgettext2 (GETTEXT_PACKAGE, "sex", sexes[MIN (profile->sex, 2)]);
  g_autoptr(GDateTime) born = g_date_time_new_utc ((int) profile->birth_year,
                                                   (int) profile->birth_month,
                                                   (int) profile->birth_day, 0, 0, 0);
  /* Translators: date of birth, as g_date_time_format() takes it */
  g_autofree char *date = born ? g_date_time_format (born, _("%-d %b %Y")) : g_strdup ("");
  g_autofree char *height = height_text (profile->height_cm, imperial);
  g_autofree char *weight = weight_text (profile->weight_kg, imperial);

  /* Translators: date of birth, sex, height, weight */
  return g_strdup_printf (_("%s, %s, %s, %s"), date, sex, height, weight);
}
