/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-event.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

static void
test_events (void)
{
  const struct {
    const char      *bytes;
    TactusEventKind  kind;
    guint            value;
    const char      *name;
  } cases[] = {
    { "01", TACTUS_EVENT_ASLEEP, 0, "asleep" },
    { "02", TACTUS_EVENT_AWAKE, 0, "awake" },
    { "03", TACTUS_EVENT_GOAL_REACHED, 0, "goal_reached" },
    { "04", TACTUS_EVENT_BUTTON, 0, "button" },
    { "0400", TACTUS_EVENT_BUTTON, 0, "button" },
    { "06", TACTUS_EVENT_TAKEN_OFF, 0, "taken_off" },
    { "07", TACTUS_EVENT_CALL_REJECTED, 0, "call_rejected" },
    { "08", TACTUS_EVENT_FIND_PHONE, 0, "find_phone" },
    { "09", TACTUS_EVENT_CALL_IGNORED, 0, "call_ignored" },
    { "0a", TACTUS_EVENT_ALARM_TOGGLED, 0, "alarm_toggled" },
    { "0b", TACTUS_EVENT_BUTTON_LONG, 0, "button_long" },
    { "0e", TACTUS_EVENT_TICK, 0, "tick" },
    { "0f", TACTUS_EVENT_FIND_PHONE_STOPPED, 0, "find_phone_stopped" },
    { "1000", TACTUS_EVENT_SILENT_OFF, 0, "silent_off" },
    { "1001", TACTUS_EVENT_SILENT_ON, 0, "silent_on" },
    { "14000107", TACTUS_EVENT_WORKOUT, 7, "workout" },
    { "16f700", TACTUS_EVENT_MTU, 247, "mtu" },
    { "161700", TACTUS_EVENT_MTU, 23, "mtu" },
    { "160502ffff", TACTUS_EVENT_MTU, 517, "mtu" },
    { "1a", TACTUS_EVENT_ALARM_CHANGED, 0, "alarm_changed" },
    { "fe00", TACTUS_EVENT_MUSIC_PLAY, 0, "music_play" },
    { "fe01", TACTUS_EVENT_MUSIC_PAUSE, 0, "music_pause" },
    { "fe03", TACTUS_EVENT_MUSIC_NEXT, 0, "music_next" },
    { "fe04", TACTUS_EVENT_MUSIC_PREVIOUS, 0, "music_previous" },
    { "fe05", TACTUS_EVENT_MUSIC_LOUDER, 0, "music_volume_up" },
    { "fe06", TACTUS_EVENT_MUSIC_QUIETER, 0, "music_volume_down" },
    { "fee0", TACTUS_EVENT_MUSIC_OPEN, 0, "music_open" },
    { "fee1", TACTUS_EVENT_MUSIC_CLOSE, 0, "music_close" },
    { "00", TACTUS_EVENT_UNKNOWN, 0, "unknown" },
    { "05", TACTUS_EVENT_UNKNOWN, 0, "unknown" },
    { "ff0102", TACTUS_EVENT_UNKNOWN, 0, "unknown" },
    { "1002", TACTUS_EVENT_UNKNOWN, 0, "unknown" },
    { "fe02", TACTUS_EVENT_UNKNOWN, 0, "unknown" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusEvent event;

      g_test_message ("%s", cases[i].bytes);
      g_assert_true (tactus_event_parse (&event, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpint (event.kind, ==, cases[i].kind);
      g_assert_cmphex (event.code, ==, bytes.data[0]);
      g_assert_cmpuint (event.value, ==, cases[i].value);
      g_assert_cmpstr (tactus_event_kind_to_name (event.kind), ==, cases[i].name);
    }
}

static void
test_malformed (void)
{
  const struct {
    const char *bytes;
    const char *offset;
  } cases[] = {
    { "", "byte 0" },
    { "10", "byte 1" },
    { "fe", "byte 1" },
    { "16", "byte 1" },
    { "16f7", "byte 2" },
    { "160000", "byte 1" },
    { "161600", "byte 1" },
    { "14", "byte 1" },
    { "140001", "byte 3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusEvent event;

      g_assert_false (tactus_event_parse (&event, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_test_message ("%s: %s", cases[i].bytes, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].offset));
    }
}

/* Programs match on them. */
static void
test_names (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint kind = TACTUS_EVENT_UNKNOWN; kind <= TACTUS_EVENT_CHARGED; kind++)
    {
      const char *name = tactus_event_kind_to_name ((TactusEventKind) kind);

      g_assert_nonnull (name);
      g_assert_cmpuint (strspn (name, "abcdefghijklmnopqrstuvwxyz_"), ==, strlen (name));
      g_assert_true (g_hash_table_add (seen, (char *) name));
    }

  g_assert_cmpstr (tactus_event_kind_to_name (TACTUS_EVENT_ALARM), ==, "alarm");
  g_assert_cmpstr (tactus_event_kind_to_name (TACTUS_EVENT_CHARGING), ==, "charging");
  g_assert_cmpstr (tactus_event_kind_to_name (TACTUS_EVENT_CHARGED), ==, "charged");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event/events", test_events);
  g_test_add_func ("/event/malformed", test_malformed);
  g_test_add_func ("/event/names", test_names);

  return g_test_run ();
}
