/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-frame.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

#define KEY  "5c0ffee1d00dfeed1337beefcafe4242"
#define ZERO "00000000000000000000000000000000"

/* A frame in one line: its format, the direction, then the fields as GVariant text. */
static char *
describe (const TactusFrame *frame)
{
  g_autoptr(GString) text = g_string_new (tactus_frame_get_format (frame));

  g_string_append (text, tactus_frame_is_from_band (frame) ? " <" : " >");
  for (gsize i = 0; i < tactus_frame_get_n_fields (frame); i++)
    {
      const TactusField *field = tactus_frame_get_field (frame, i);
      g_autofree char *value = field->value ? g_variant_print (field->value, FALSE)
                                            : g_strdup ("-");

      g_string_append_printf (text, " %s=%s", field->name, value);
      if (field->unit)
        g_string_append_printf (text, " %s", field->unit);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_frames (void)
{
  const struct {
    const char *characteristic;
    const char *model;
    const char *bytes;
    const char *text;
  } cases[] = {
    { "0009", NULL, "0108" KEY,
      "auth_write > step='set_key' crypt_flags='00' auth_flags='08' key='hidden' "
      "key_length=16 bytes" },
    { "0009", NULL, "0100",
      "auth_write > step='set_key' crypt_flags='00' auth_flags='00' key=- key_length=0 bytes" },
    { "0009", "mi-band-4", "0100" KEY,
      "auth_write > step='set_key' crypt_flags='00' auth_flags='00' key='hidden' "
      "key_length=16 bytes remark='This model takes no key: it wants the one the vendor issued'" },
    { "0009", "mi-band-2", "0200",
      "auth_write > step='random' crypt_flags='00' auth_flags='00' "
      "remark='This model usually wants other authentication flags'" },
    { "0009", "mi-band-2", "0208",
      "auth_write > step='random' crypt_flags='00' auth_flags='08'" },
    { "0009", NULL, "8200020100",
      "auth_write > step='random' crypt_flags='80' auth_flags='00' parameters='020100'" },
    { "0009", NULL, "8300" KEY,
      "auth_write > step='proof' crypt_flags='80' auth_flags='00' cipher='" KEY "'" },
    { "0009", NULL, "100101",
      "auth_response < step='set_key' status='01' ok=true reason=-" },
    { "0009", NULL, "100102",
      "auth_response < step='set_key' status='02' ok=false reason='not_confirmed'" },
    { "0009", NULL, "100104",
      "auth_response < step='set_key' status='04' ok=false reason='refused'" },
    { "0009", NULL, "100181011863c2cce5d159413bed92c4b163c279",
      "auth_response < step='set_key' status='81' ok=false reason='server_key_needed'" },
    { "0009", NULL, "108201" KEY,
      "auth_response < step='random' status='01' ok=true reason=- random='" KEY "'" },
    { "0009", NULL, "100204",
      "auth_response < step='random' status='04' ok=false reason='no_challenge'" },
    { "0009", NULL, "108308",
      "auth_response < step='proof' status='08' ok=false reason='wrong_key'" },
    { "0009", NULL, "100399",
      "auth_response < step='proof' status='99' ok=false reason='unknown_status'" },

    { "2a37", NULL, "004b",
      "heart_rate_measurement < flags='00' bpm=75 bpm no_reading=false contact=- energy_kj=- kJ "
      "rr=[] 1/1024 s" },
    { "2A37", "smart-band-8", "1e4810000004ff03",
      "heart_rate_measurement < flags='1e' bpm=72 bpm no_reading=false contact=true "
      "energy_kj=16 kJ rr=[1024, 1023] 1/1024 s" },
    { "00002A37-0000-1000-8000-00805f9b34fb", NULL, "0400",
      "heart_rate_measurement < flags='04' bpm=0 bpm no_reading=true contact=false energy_kj=- kJ "
      "rr=[] 1/1024 s" },

    { "00002a37", NULL, "0048",
      "heart_rate_measurement < flags='00' bpm=72 bpm no_reading=false contact=- energy_kj=- kJ "
      "rr=[] 1/1024 s" },
    { "00000007-0000-3512-2118-0009af100700", NULL, "00e8030000",
      "steps < flags='00' steps=1000 distance_m=- m calories_kcal=- kcal" },

    { "2a39", NULL, "150101",
      "heart_rate_control > command='measure' measurement='continuous' on=true" },
    { "2a39", NULL, "150200",
      "heart_rate_control > command='measure' measurement='once' on=false" },
    { "2a39", NULL, "150001",
      "heart_rate_control > command='measure' measurement='during_sleep' on=true" },
    { "2a39", NULL, "140a", "heart_rate_control > command='interval' minutes=10 min" },
    { "2a39", NULL, "16", "heart_rate_control > command='keep_alive'" },
    { "2a39", NULL, "101505",
      "heart_rate_control < command='answer' to='15' status='05' ok=false" },

    { "0006", "mi-band-3", "0f3001e0070b1a12232c04e0070b1a172b3b0464",
      "battery < level=48 % charging=true full_charge='2016-11-26T18:35:44' "
      "full_charge_zone=4 quarter hours last_charge='2016-11-26T23:43:59' "
      "last_charge_zone=4 quarter hours last_level=100 %" },
    { "0006", NULL, "0f55",
      "battery < level=85 % charging=- full_charge=- full_charge_zone=- quarter hours "
      "last_charge=- last_charge_zone=- quarter hours last_level=- %" },
    { "0007", NULL, "0c4c0000001f00000001000000",
      "steps < flags='0c' steps=76 distance_m=31 m calories_kcal=1 kcal" },
    { "0007", NULL, "00e8030000",
      "steps < flags='00' steps=1000 distance_m=- m calories_kcal=- kcal" },
    { "2a2b", "smart-band-7", "e6070c0f14263504000804",
      "time < local='2022-12-15T20:38:53' zone_quarters=4 quarter hours "
      "weekday=4 1 Monday to 7 Sunday fraction=0 1/256 s adjust_reason='08'" },
    { "2a2b", NULL, "e6070c0f14263500000080",
      "time < local='2022-12-15T20:38:53' zone_quarters=- quarter hours "
      "weekday=- 1 Monday to 7 Sunday fraction=0 1/256 s adjust_reason='00'" },
    { "2a25", NULL, "313233343500", "serial < text='12345'" },
    { "2a27", "mi-band-1s", "56302e3120", "hardware < text='V0.1'" },
    { "2a28", NULL, "", "software < text=-" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusFrame) frame = NULL;
      g_autofree char *text = NULL;

      frame = tactus_frame_decode (cases[i].characteristic, tactus_model_for_id (cases[i].model),
                                   bytes.data, bytes.length, &error);
      g_assert_no_error (error);
      text = describe (frame);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (strlen (tactus_frame_get_title (frame)) > 0);
    }
}

static void
test_malformed (void)
{
  const struct {
    const char *characteristic;
    const char *bytes;
    const char *names;
  } cases[] = {
    { "0009", "", "bytes 1 and 2" },
    { "0009", "01", "byte 1" },
    { "0009", "0108aa", "byte 2" },
    { "0009", "0108" KEY "00", "byte 2" },
    { "0009", "020801020304", "byte 4" },
    { "0009", "0308", "byte 2" },
    { "0009", "0408", "byte 0" },
    { "0009", "4208", "byte 0" },
    { "0009", "100201aa", "byte 3" },
    { "2a37", "00", "byte 1" },
    { "2a39", "", "byte 0" },
    { "2a39", "99", "byte 0" },
    { "2a39", "14", "byte 1" },
    { "2a39", "1501", "byte 1" },
    { "2a39", "150301", "byte 1" },
    { "2a39", "1600", "byte 0" },
    { "2a39", "1015", "byte 2" },
    { "0006", "0fc8", "byte 1" },
    { "0007", "0c4c", "bytes 1 to 4" },
    { "2a2b", "e607", "byte 10" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_frame_decode (cases[i].characteristic, NULL, bytes.data, bytes.length,
                                          &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_test_message ("%s: %s", cases[i].bytes, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].names));
      g_assert_null (strstr (error->message, KEY));
    }
}

static void
test_not_supported (void)
{
  const struct {
    const char *characteristic;
    const char *model;
  } cases[] = {
    { "", NULL },
    { "2a3", NULL },
    { "2a371", NULL },
    { "ff05", NULL },
    { "9999", "mi-band-2" },
    { "9999", NULL },
    { "00019999", NULL },
    { "00010009-0000-3512-2118-0009af100700", NULL },
    { "00000009-0000-1000-8000-00805f9b34fb", NULL },
    { "00002a37-0000-3512-2118-0009af100700", NULL },
    { "00009999-0000-1000-8000-00805f9b34fb", NULL },
    { "0006", "mi-band-1s" },
    { "0009", "mi-band-1" },
    { "0007", "smart-band-9" },
  };
  g_auto(TestBytes) bytes = test_bytes (ZERO);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_frame_decode (cases[i].characteristic,
                                          tactus_model_for_id (cases[i].model),
                                          bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/frame/frames", test_frames);
  g_test_add_func ("/frame/malformed", test_malformed);
  g_test_add_func ("/frame/not-supported", test_not_supported);

  return g_test_run ();
}
