/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-band.h"

G_BEGIN_DECLS

/*
 * States and codes in words.  Everything here is a pure function: no widget, no display, no clock.
 */

/**
 * TactusRemedy:
 *
 * What a person can do about an error, as a button.
 */
typedef enum {
  TACTUS_REMEDY_NONE,
  TACTUS_REMEDY_TRY_AGAIN,
  TACTUS_REMEDY_PAIR,      /* no key here yet */
  TACTUS_REMEDY_PAIR_ANEW, /* replaces the key in the band: whoever had the old one is locked out */
  TACTUS_REMEDY_ENTER_KEY, /* the vendor's key, typed or pasted */
  TACTUS_REMEDY_TURN_ON,   /* switch Bluetooth on */
} TactusRemedy;

/**
 * tactus_text_page_for_state:
 * @n_bands: bands to show, known and nearby
 * @searching: whether a search goes on
 *
 * Returns: (transfer none): name of the page that the start page's stack shows
 */
const char   *tactus_text_page_for_state     (TactusBluezState    state,
                                              guint               n_bands,
                                              gboolean            searching);

/**
 * tactus_text_append:
 * @list: (transfer full) (nullable): what is there already
 * @part: (nullable): what comes next; nothing for an empty one
 *
 * Makes the lists that are read, with the comma of the language.
 *
 * Returns: (transfer full): @list and @part, such as "Mon, Sat"
 */
char         *tactus_text_append             (char               *list,
                                              const char         *part);

/** tactus_text_model: Returns: (transfer none): what kind of band it is; those of the vendor are
 *    called the same everywhere */
const char   *tactus_text_model              (const TactusModel  *model);

/** tactus_text_page_tells: Returns: whether the start page turns to a page that says @error itself,
 *    now or in a moment: a search notices first that Bluetooth goes away */
gboolean      tactus_text_page_tells         (const GError       *error);

/** tactus_text_pairing_page: Returns: (transfer none) (nullable): page of the pairing dialog while
 *    @state lasts; %NULL: stay where you are */
const char   *tactus_text_pairing_page       (TactusBandState     state);

/**
 * tactus_text_band_state:
 * @error: (nullable): why it stopped
 * @present: whether it was seen lately
 *
 * Returns: (transfer none): where a band stands, translated, two or three words
 */
const char   *tactus_text_band_state         (TactusBandState     state,
                                              TactusPulseState    pulse,
                                              const GError       *error,
                                              gboolean            present);

/**
 * tactus_text_pulse_state:
 * @age_seconds: how old the last pulse is; −1 if there is none
 * @last_bpm: the last pulse, if there is one
 *
 * Returns: (transfer full): what there is to say about the pulse right now
 */
char         *tactus_text_pulse_state        (TactusBandState     state,
                                              TactusPulseState    pulse,
                                              gint64              age_seconds,
                                              guint               last_bpm);

/** tactus_text_bpm: Returns: (transfer full): "72", or a dash when there is no fresh value (0) */
char         *tactus_text_bpm                (guint               bpm);

/** tactus_text_bpm_with_unit: Returns: (transfer full): "72 bpm"; empty for 0 */
char         *tactus_text_bpm_with_unit      (guint               bpm);

/**
 * tactus_text_printf:
 * @format: for text with values in it, such as "42 min (63 %)"
 *
 * Returns: (transfer full): as g_strdup_printf(), but no line ends between a number and its unit
 */
char         *tactus_text_printf             (const char         *format,
                                              ...) G_GNUC_PRINTF (1, 2);

/** tactus_text_age: @seconds: 0 or more.  Returns: (transfer full): "12 s ago", "3 min ago" */
char         *tactus_text_age                (gint64              seconds);

/** tactus_text_signal_steps: @rssi: dBm.  Returns: 0 (not known), 1 (weak) … 4 (excellent) */
guint         tactus_text_signal_steps       (int                 rssi);

/** tactus_text_signal: Returns: (transfer none): the same in words, translated */
const char   *tactus_text_signal             (int                 rssi);

/** tactus_text_signal_icon: Returns: (transfer none): the same as an icon name */
const char   *tactus_text_signal_icon        (int                 rssi);

/** tactus_text_battery: @level: %, −1 unknown.  Returns: (transfer full): "80 %, charging" */
char         *tactus_text_battery            (int                 level,
                                              gboolean            charging);

/** tactus_text_battery_icon: @level: 0…100.  Returns: (transfer full): icon name */
char         *tactus_text_battery_icon       (int                 level,
                                              gboolean            charging);

/** tactus_text_address_tail: Returns: (transfer none): the last two bytes, "EE:FF": enough to tell
 *    two bands of a kind apart */
const char   *tactus_text_address_tail       (const char         *address);

/** tactus_text_nearby: Returns: (transfer full): second line of a band that is not paired */
char         *tactus_text_nearby             (const TactusModel  *model,
                                              const char         *address);

/** tactus_text_unpairable: Returns: (transfer none) (nullable): why @model cannot be paired by this
 *    version; %NULL if it can.  @model: (nullable) */
const char   *tactus_text_unpairable         (const TactusModel  *model);

/** tactus_text_remedy: @model: (nullable).  Returns: what to offer after @error */
TactusRemedy  tactus_text_remedy             (const GError       *error,
                                              const TactusModel  *model);

/** tactus_text_published_key: Returns: (transfer none): what is to be done about a published key */
const char   *tactus_text_published_key      (const TactusModel  *model);

/** tactus_text_published_key_label: Returns: (transfer none): its button, with mnemonic */
const char   *tactus_text_published_key_label (const TactusModel *model);

/** tactus_text_remedy_label: Returns: (transfer none) (nullable): its button, with mnemonic */
const char   *tactus_text_remedy_label       (TactusRemedy        remedy);

/** tactus_text_error_icon: Returns: (transfer none): icon name for @error */
const char   *tactus_text_error_icon         (const GError       *error);

/**
 * tactus_text_error_hints:
 * @model: (nullable)
 *
 * Returns: (transfer none) (nullable): what to know or check after @error beyond its own sentence
 */
const char   *tactus_text_error_hints        (const GError       *error,
                                              const TactusModel  *model);

/**
 * tactus_text_key_problem:
 * @text: a key as people paste it
 *
 * Returns: (transfer full) (nullable): what is wrong with it, without repeating any of it; %NULL
 *   for a key, and for nothing at all
 */
char         *tactus_text_key_problem        (const char         *text);

/** tactus_text_window: Returns: (transfer full): "1 minute", "15 minutes" */
char         *tactus_text_window             (guint               seconds);

/** tactus_text_strip_mnemonic: Returns: (transfer full): @label without its underscore */
char         *tactus_text_strip_mnemonic     (const char         *label);

/** tactus_text_device_icon: @model: (nullable).  Returns: (transfer none): a band or a sensor */
const char   *tactus_text_device_icon        (const TactusModel  *model);

/** tactus_text_beat: Returns: (transfer full): what a sensor tells beside the pulse: skin contact,
 *    the last RR interval, energy; "" if nothing */
char         *tactus_text_beat               (const TactusHeartRate *heart_rate);

/** tactus_text_steps: @imperial: miles.  Returns: (transfer full): "6,342 steps · 4.3 km · 120
 *    kcal" */
char         *tactus_text_steps              (const TactusSteps  *steps,
                                              gboolean            imperial);

G_END_DECLS
