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
    { "0001", NULL, "010319",
      "raw_control > command='request' acceleration=true ppg=true rate=25 Hz" },
    { "0001", NULL, "010119",
      "raw_control > command='request' acceleration=true ppg=false rate=25 Hz" },
    { "0001", NULL, "02", "raw_control > command='start'" },
    { "0001", NULL, "03", "raw_control > command='stop'" },
    { "0001", NULL, "10010305", "raw_answer < to='01' detail='03' status='05'" },
    { "0002", NULL, "0107ffff0200fdff90010cfe5802ff7f00800000",
      "raw_data < kind='acceleration' type='01' index=7 "
      "samples=[[-1, 2, -3], [400, -500, 600], [32767, -32768, 0]] x, y, z" },

    { "0003", NULL, "06010001", "configuration > command='visible' on=true" },
    { "0003", NULL, "06020001", "configuration > command='time_format' value='24h'" },
    { "0003", NULL, "06030000", "configuration > command='units' value='metric'" },
    { "0003", NULL, "0605000116000700",
      "configuration > command='lift_display' on=true hours='22:00-07:00'" },
    { "0003", NULL, "06050000", "configuration > command='lift_display' on=false" },
    { "0003", NULL, "06230001", "configuration > command='lift_speed' value='sensitive'" },
    { "0003", NULL, "06060001", "configuration > command='goal_alert' on=true" },
    { "0003", NULL, "060a0003", "configuration > command='clock_face' value='date-time'" },
    { "0003", NULL, "060a0000", "configuration > command='clock_face' value='time'" },
    { "0003", NULL, "060b0001", "configuration > command='factory_reset'" },
    { "0003", NULL, "060c000100000000",
      "configuration > command='disconnect_alert' on=true" },
    { "0003", NULL, "060c000100000000081e1600",
      "configuration > command='disconnect_alert' on=true hours='08:30-22:00'" },
    { "0003", NULL, "060c0001081e1600",
      "configuration > command='disconnect_alert' on=true hours='08:30-22:00'" },
    { "0003", NULL, "060d0000", "configuration > command='rotate_to_switch' on=false" },
    { "0003", NULL, "0610000001", "configuration > command='show_caller' on=true" },
    { "0003", NULL, "06140000", "configuration > command='find_phone_answer' value=0" },
    { "0003", NULL, "0617006465 5f4445", "configuration > command='language' value='de_DE'" },
    { "0003", NULL, "06130002", "configuration > command='language_old_id' value=2" },
    { "0003", NULL, "063b000703", "configuration > command='language_id' value=7" },
    { "0003", NULL, "061a000182",
      "configuration > command='high_heart_rate_alert' on=true bpm=130 bpm" },
    { "0003", NULL, "061e0064642f4d4d2f79797979",
      "configuration > command='date_format' value='dd/MM/yyyy'" },
    { "0003", NULL, "061f0001", "configuration > command='share_heart_rate' on=true" },
    { "0003", NULL, "062100013132333400",
      "configuration > command='screen_lock' on=true digits='hidden'" },
    { "0003", NULL, "fe0b000108001600",
      "configuration > command='hourly_chime' on=true hours='08:00-22:00'" },
    { "0003", NULL, "08013c000400150000000000",
      "configuration > command='inactivity_alert' on=true minutes=60 min hours='04:00-21:00' "
      "second_hours='00:00-00:00'" },
    { "0003", NULL, "0982", "configuration > command='do_not_disturb' mode='off' lift=false" },
    { "0003", NULL, "0903", "configuration > command='do_not_disturb' mode='automatic' lift=true" },
    { "0003", NULL, "098116000700",
      "configuration > command='do_not_disturb' mode='scheduled' lift=false hours='22:00-07:00'" },
    { "0003", NULL, "0a3300000102030405",
      "configuration > command='screens' clock=true steps=true distance=false calories=false "
      "heart_rate=true battery=true order='000102030405'" },
    { "0003", NULL, "1a0116000700",
      "configuration > command='night_mode' mode='scheduled' hours='22:00-07:00'" },
    { "0003", NULL, "1a02", "configuration > command='night_mode' mode='sunset'" },
    { "0003", NULL, "0281071e1f",
      "configuration > command='alarm' slot=1 enabled=true snooze=true time='07:30' "
      "days='mo,tu,we,th,fr'" },
    { "0003", NULL, "0242173b80",
      "configuration > command='alarm' slot=2 enabled=false snooze=false time='23:59' "
      "days='once'" },
    { "0003", NULL, "0204000000", "configuration > command='alarm' slot=4 deleted=true" },
    { "0003", NULL, "0d", "configuration > command='list_alarms'" },
    { "0003", NULL, "ff01000000", "configuration > command='list_alarm_times'" },
    { "0003", NULL, "390000100000010000 00",
      "configuration > command='watch_face' size=4096 bytes id=1" },
    { "0003", NULL, "1006170001",
      "configuration_answer < command='language' op=6 sub=23 ok=true" },
    { "0003", NULL, "100d05",
      "configuration_answer < command='list_alarms' op=13 sub=- ok=false" },
    { "0003", NULL, "100d010000000000021011",
      "configuration_answer < command='list_alarms' op=13 sub=- ok=true "
      "alarms=[{'slot': <int64 0>, 'enabled': <true>}, {'slot': <int64 1>, 'enabled': <true>}]" },
    { "0003", NULL, "100201", "configuration_answer < command='alarm' op=2 sub=- ok=true" },
    { "0003", NULL, "100e01312e32",
      "configuration_answer < command='gps_version' op=14 sub=- ok=true text='1.2'" },
    { "0003", NULL, "8001c000ff000000abcd",
      "configuration_part < part='whole' number=0 type='ff' data='abcd'" },
    { "0003", NULL, "80018002ee", "configuration_part < part='last' number=2 data='ee'" },

    { "0004", NULL, "0101e8070301061e0004",
      "fetch_command > command='start' type='01' type_name='activity' "
      "since_local='2024-03-01T06:30:00' zone_quarters=4 quarter hours" },
    { "0004", NULL, "0137e8070301061e0004",
      "fetch_command > command='start' type='37' type_name=- "
      "since_local='2024-03-01T06:30:00' zone_quarters=4 quarter hours" },
    { "0004", NULL, "0126e8070301061e3b05000004",
      "fetch_command > command='start' type='26' type_name='spo2_asleep' "
      "since_local='2024-03-01T06:30:59' zone_quarters=4 quarter hours" },
    { "0004", NULL, "02", "fetch_command > command='send'" },
    { "0004", NULL, "03", "fetch_command > command='ack' keep=-" },
    { "0004", NULL, "0309", "fetch_command > command='ack' keep=true" },
    { "0004", NULL, "10010178000000e8070301061f0004",
      "fetch_response < op='start' ok=true status='01' count=120 records "
      "start_local='2024-03-01T06:31:00' zone_quarters=4 quarter hours" },
    { "0004", NULL, "100201", "fetch_response < op='data_end' ok=true status='01'" },
    { "0004", NULL, "100201785634 12",
      "fetch_response < op='data_end' ok=true status='01' crc32=305419896" },
    { "0004", NULL, "100204",
      "fetch_response < op='data_end' ok=false status='04' reason='nothing'" },
    { "0004", NULL, "100301", "fetch_response < op='ack' ok=true status='01'" },
    { "0005", "mi-band-3", "ff0164764879005000",
      "activity_packet < counter=255 sample_size=4 bytes samples=["
      "{'kind': <int64 1>, 'kind_name': <'walking'>, 'intensity': <int64 100>, "
      "'steps': <int64 118>, 'heart_rate': <int64 72>}, "
      "{'kind': <int64 121>, 'kind_name': <'light_sleep'>, 'intensity': <int64 0>, "
      "'steps': <int64 80>, 'heart_rate': <@mx nothing>}] a minute each" },
    { "0005", "mi-band-5", "0001647648aabbccdd",
      "activity_packet < counter=0 sample_size=8 bytes samples=["
      "{'kind': <int64 1>, 'kind_name': <'walking'>, 'intensity': <int64 100>, "
      "'steps': <int64 118>, 'heart_rate': <int64 72>, 'unknown': <int64 170>, "
      "'sleep': <int64 187>, 'deep_sleep': <int64 204>, 'rem_sleep': <int64 221>}] a minute each" },

    { "0008", NULL, "4f0000c007051101ac00643240e20100",
      "user_settings > command='profile' born='1984-05-17' sex='female' height_cm=172 cm "
      "weight_kg=64.5 kg id=123456" },
    { "0008", NULL, "100000401f0000", "user_settings > command='goal' steps=8000" },
    { "0008", NULL, "20000082", "user_settings > command='wear_side' side='right'" },
    { "0008", NULL, "104f01", "user_settings_answer < command='profile' status='01' ok=true" },
    { "0008", NULL, "101005", "user_settings_answer < command='goal' status='05' ok=false" },

    { "0010", NULL, "04", "event < event='button' code='04'" },
    { "0010", NULL, "16f700", "event < event='mtu' code='16' mtu=247 bytes detail='f700'" },
    { "0010", NULL, "fe03", "event < event='music_next' code='fe' detail='03'" },
    { "0010", NULL, "14000102",
      "event < event='workout' code='14' workout=2 needs_gps=true detail='000102'" },
    { "0010", NULL, "7f", "event < event='unknown' code='7f'" },

    { "0020", NULL, "00c000aabbccddee",
      "chunk > type=0 type_name='notification' position='only' counter=0 category=- "
      "data='aabbccddee'" },
    { "0020", NULL, "00c0000501486900",
      "chunk > type=0 type_name='notification' position='only' counter=0 category='sms' "
      "data='0501486900'" },
    { "0020", NULL, "008301111213",
      "chunk > type=3 type_name='music' position='last' counter=1 data='111213'" },
    { "0020", NULL, "00440176",
      "chunk > type=4 type_name='signature' position='middle' counter=1 data='76'" },
    { "2a06", NULL, "02", "alert_level > alert='call'" },
    { "2a06", "mi-band-1s", "02", "alert_level > alert='high'" },
    { "2a06", NULL, "fff401c80003",
      "alert_level > alert='pattern' on_ms=500 ms off_ms=200 ms repeat=3" },
    { "2a46", NULL, "05014869", "new_alert > category='sms' count=1 text='Hi'" },
    { "2a46", NULL, "fa010741", "new_alert > category='custom' count=1 icon=7 text='A'" },
    { "2a46", NULL, "0300", "new_alert > category='call' count=0 text=-" },

    { "2a00", NULL, "4d49", "name < text='MI'" },
    { "2902", NULL, "0100", "subscription > notify=true indicate=false" },
    { "2a04", NULL, "270031000000f401",
      "preferred_parameters < minimum_interval=39 1.25 ms maximum_interval=49 1.25 ms latency=0 "
      "timeout=500 10 ms" },
    { "2a19", "heart-rate-sensor", "5a", "battery_level < level=90 %" },
    { "2a23", NULL, "c97e82fffe935b59", "system_id < system_id='c97e82fffe935b59'" },
    { "2a50", NULL, "01570120000a01",
      "pnp_id < vendor_source=1 1 Bluetooth SIG, 2 USB vendor=343 product=32 version=266" },

    { "0157", NULL, "02020184ffffffffffffffffffffffffff02aabbccddeeff",
      "advertisement < scrambled=false bpm=132 bpm mac='AA:BB:CC:DD:EE:FF'" },
    { "0157", "mi-band-5", "02ffffffffffffffffffffffffffffffff03c97e82935b59",
      "advertisement < scrambled=false bpm=- bpm mac='C9:7E:82:93:5B:59'" },
    { "0157", NULL, "00a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5",
      "advertisement < scrambled=true bpm=- bpm mac=-" },
    { "fee0", NULL, "4c000000", "service_data < steps=76" },

    { "ff01", NULL, "0102030404000442000700020b0a0001",
      "mi1_device < model='Mi Band 1S' feature=4 appearance=0 hardware=4 checksum_ok=false "
      "profile_version='2.0.7.0' firmware='1.0.10.11'" },
    { "ff02", "mi-band-1", "4d49", "name < text='MI'" },
    { "ff03", NULL, "13", "mi1_notice < code='13' meaning='waits for a tap' event='unknown'" },
    { "ff03", NULL, "07",
      "mi1_notice < code='07' meaning='step goal reached' event='goal_reached'" },
    { "ff04", NULL, "f6e4635c011eaf46003135353030353035353068",
      "mi1_user_info > uid=1550050550 gender='male' age=30 years height_cm=175 cm weight_kg=70 kg "
      "type='normal' alias='1550050550' mac_last_byte='5a'" },
    { "ff04", NULL, "f6e4635c011eaf46000400313535303035303595",
      "mi1_user_info > uid=1550050550 gender='male' age=30 years height_cm=175 cm weight_kg=70 kg "
      "type='normal' feature=4 appearance=0 alias='15500505' mac_last_byte='5a'" },
    { "ff04", "mi-band-1s", "f6e4635c011eaf4600415a313535303035303500",
      "mi1_user_info > uid=1550050550 gender='male' age=30 years height_cm=175 cm weight_kg=70 kg "
      "type='normal' feature=65 appearance=90 alias='15500505' mac_last_byte='57'" },
    { "ff05", NULL, "0301", "mi1_control > command='realtime_steps' on=true" },
    { "ff05", NULL, "0500401f", "mi1_control > command='goal' steps=8000" },
    { "ff05", NULL, "04010118 0204071e001e15",
      "mi1_control > command='alarm' slot=1 enabled=true time='2024-03-04T07:30:00' smart=30 min "
      "days='mo,we,fr'" },
    { "ff05", NULL, "06", "mi1_control > command='fetch'" },
    { "ff05", NULL, "0801", "mi1_control > command='alert' value=1" },
    { "ff05", NULL, "0a180204071e002c01",
      "mi1_control > command='confirm' bytes=300 bytes, or their complement "
      "start_local='2024-03-04T07:30:00'" },
    { "ff05", NULL, "0f01", "mi1_control > command='wear_side' side='right'" },
    { "ff06", NULL, "b9140000", "mi1_steps < steps=5305" },
    { "ff06", NULL, "b914", "mi1_steps < steps=5305" },
    { "ff07", NULL, "01180204071e0064003200",
      "mi1_activity_block < counted_in='minutes' start_local='2024-03-04T07:30:00' "
      "total=100 minutes left=50 minutes" },
    { "ff07", NULL, "010203", "mi1_activity_data < data='010203'" },
    { "ff08", NULL, "0102", "mi1_firmware > data='0102'" },
    { "ff09", NULL, "27003100 0000f401 00000000",
      "mi1_parameters > minimum_interval=39 ms maximum_interval=49 ms latency=0 "
      "timeout=500 10 ms connection_interval=0 advertising_interval=0" },
    { "ff0a", NULL, "10011d0d053b0f0f0f0f0f0f", "mi1_date > local='2016-02-29T13:05:59'" },
    { "ff0a", NULL, "10011d0d053b10011d0d053b", "mi1_date < local='2016-02-29T13:05:59'" },
    { "ff0b", NULL, "0102", "mi1_statistics < data='0102'" },
    { "ff0c", NULL, "640f0b1f0000002c0104",
      "mi1_battery < level=100 % last_charge='2015-12-31T00:00:00' charges=300 status=4 "
      "status_name='charger_removed'" },
    { "ff0d", NULL, "03", "mi1_test > command='notification' data=''" },
    { "ff0e", NULL, "0102", "mi1_sensors < data='0102'" },
    { "ff0f", NULL, "02", "mi1_pair > code='02' keep_data=true" },

    { "2a25", NULL, "313233343500", "serial < text='12345'" },
    { "2a27", "mi-band-1s", "56302e3120", "hardware < text='V0.1'" },
    { "2a26", NULL, "312e30", "firmware < text='1.0'" },
    { "2a28", NULL, "", "software < text=-" },
    { "2a29", "heart-rate-sensor", "506f6c6172", "maker < text='Polar'" },
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
    { "2a39", "150102", "byte 2" },
    { "2a39", "1600", "byte 0" },
    { "2a39", "1015", "byte 2" },
    { "0006", "0fc8", "byte 1" },
    { "0007", "0c4c", "bytes 1 to 4" },
    { "2a2b", "e607", "byte 10" },
    { "0001", "", "byte 0" },
    { "0001", "0103", "byte 2" },
    { "0001", "010419", "byte 1" },
    { "0001", "0200", "byte 0" },
    { "0001", "1001", "status" },
    { "0003", "", "byte 0" },
    { "0003", "05", "bytes 0 to 2" },
    { "0003", "06", "bytes 0 to 2" },
    { "0003", "067e0001", "bytes 0 to 2" },
    { "0003", "06010002", "byte 3" },
    { "0003", "060100", "byte 3" },
    { "0003", "0601000100", "byte 4" },
    { "0003", "06020002", "byte 3" },
    { "0003", "060a0001", "byte 3" },
    { "0003", "06050001", "byte 4" },
    { "0003", "0605000118000700", "byte 4" },
    { "0003", "06050001163c0700", "byte 5" },
    { "0003", "060c00", "byte 3" },
    { "0003", "060c0001000000", "byte 7" },
    { "0003", "061700", "byte 3" },
    { "0003", "061700656e5f550a", "byte 7" },
    { "0003", "0617006564", "byte 5" },
    { "0003", "061700656e5f555300", "byte 8" },
    { "0003", "061e004d4d2f6464", "byte 8" },
    { "0003", "061e004d4d2f64642f797979792e", "byte 13" },
    { "0003", "060c000118001600", "byte 4" },
    { "0003", "061a0001", "byte 4" },
    { "0003", "061a000282", "byte 3" },
    { "0003", "062100013132333401", "byte 8" },
    { "0003", "062100013132333500", "byte 7" },
    { "0003", "062100023132333400", "byte 3" },
    { "0003", "063b000701", "byte 4" },
    { "0003", "060b000100", "byte 4" },
    { "0003", "0802", "byte 2" },
    { "0003", "08023c000400150000000000", "byte 1" },
    { "0003", "0980", "byte 1" },
    { "0003", "098116", "byte 3" },
    { "0003", "0a7f00000102030405", "byte 1" },
    { "0003", "0a330000010203", "byte 7" },
    { "0003", "0a330000000102030405", "byte 9" },
    { "0003", "0a3301000102030405", "byte 2" },
    { "0003", "1a03", "byte 1" },
    { "0003", "028a071e1f", "byte 1" },
    { "0003", "0291071e1f", "byte 1" },
    { "0003", "0281181e1f", "byte 2" },
    { "0003", "0281073c1f", "byte 3" },
    { "0003", "0281071e", "byte 4" },
    { "0003", "3900", "byte 2" },
    { "0003", "10", "byte 1" },
    { "0003", "100d0100000000000210", "byte 8" },
    { "0003", "8001", "byte 2" },
    { "0003", "8002c000ff000000abcd", "byte 1" },
    { "0003", "ff01000001", "bytes 0 to 2" },
    { "0003", "80012000", "byte 2" },
    { "0003", "8001c000ff", "byte 8" },
    { "0004", "", "byte 0" },
    { "0004", "0101e8070301061e00", "byte 9" },
    { "0004", "0101e707021d061e0004", "byte 2" },
    { "0004", "0101e8070301061e3b050000", "byte 9" },
    { "0004", "0101e8070301063c0005000004", "byte 5" },
    { "0004", "0101e8070301061e000500007f", "byte 10" },
    { "2a04", "18002800040058", "bytes 6 and 7" },
    { "2a04", "1800280004002c0100", "bytes 6 and 7" },
    { "0004", "0101e8070301061e007f", "byte 9" },
    { "0004", "0200", "byte 0" },
    { "0004", "0305", "byte 1" },
    { "0004", "04", "byte 0" },
    { "0004", "10", "byte 2" },
    { "0004", "1001", "byte 2" },
    { "0004", "100401", "byte 1" },
    { "0004", "10010178000000e8070301061f00", "byte 14" },
    { "0004", "10010178000000e8070301061f00040100", "byte 14" },
    { "0004", "10010178000000e8070d01061f0004", "bytes 7 to 13" },
    { "0004", "1002017856", "bytes 3 to 6" },
    { "0004", "10030100", "byte 2" },
    { "0005", "", "byte 0" },
    { "0005", "0001", "byte 0" },
    { "0008", "", "byte 0" },
    { "0008", "11", "byte 0" },
    { "0008", "104001", "byte 1" },
    { "0008", "4f0000c007", "byte 15" },
    { "0008", "4f0100c007051101ac00643240e20100", "bytes 1 and 2" },
    { "0008", "4f0000c007021e01ac00643240e20100", "bytes 3 to 6" },
    { "0008", "4f0000c007051103ac00643240e20100", "byte 7" },
    { "0008", "100000401f0001", "bytes 5 and 6" },
    { "0008", "20000003", "byte 3" },
    { "0010", "", "byte 0" },
    { "0010", "16f7", "byte 2" },
    { "0020", "", "byte 0" },
    { "0020", "00c0", "byte 3" },
    { "0020", "01c000aa", "byte 0" },
    { "0020", "00d000aa", "byte 1" },
    { "0020", "00c001aa", "byte 2" },
    { "0020", "008301", "byte 3" },
    { "2a06", "", "byte 0" },
    { "2a06", "04", "byte 0" },
    { "2a06", "0100", "byte 0" },
    { "2a06", "fff401", "byte 5" },
    { "2a46", "", "byte 0" },
    { "2a46", "05", "byte 1" },
    { "2a46", "fa01", "byte 2" },
    { "2a46", "0a0141", "byte 0" },
    { "2902", "01", "byte 1" },
    { "2902", "0400", "byte 0" },
    { "2902", "0101", "byte 1" },
    { "2a04", "27", "bytes 6 and 7" },
    { "2a19", "", "byte 0" },
    { "2a19", "65", "byte 0" },
    { "2a23", "00", "byte 7" },
    { "2a50", "00", "bytes 5 and 6" },
    { "0157", "", "bytes 18 to 23" },
    { "0157", "01020184ffffffffffffffffffffffffff02aabbccddeeff", "byte 0" },
    { "fee0", "4c00", "bytes 0 to 3" },
    { "ff03", "", "byte 0" },
    { "ff04", "f6e4635c", "byte 19" },
    { "ff04", "f6e4635c021eaf46003135353030353035353068", "byte 4" },
    { "ff04", "f6e4635c011eaf46033135353030353035353068", "byte 8" },
    { "ff05", "", "byte 0" },
    { "ff05", "02", "byte 0" },
    { "ff05", "0600", "byte 0" },
    { "ff05", "0302", "byte 1" },
    { "ff05", "08", "byte 1" },
    { "ff05", "0f02", "byte 1" },
    { "ff05", "050040", "byte 1" },
    { "ff05", "0401011802", "byte 10" },
    { "ff05", "040301180204071e001e15", "byte 1" },
    { "ff05", "040102180204071e001e15", "byte 2" },
    { "ff05", "040101180c04071e001e15", "byte 3" },
    { "ff05", "0a1802", "bytes 7 and 8" },
    { "ff05", "0a180c04071e002c01", "byte 1" },
    { "ff07", "", "byte 0" },
    { "ff07", "01180c04071e0064003200", "byte 1" },
    { "ff07", "0000000000000000000000000000000000000000ff", "byte 19" },
    { "ff09", "27", "bytes 10 and 11" },
    { "ff0b", "", "byte 0" },
    { "ff0d", "04", "byte 0" },
    { "ff0e", "", "byte 0" },
    { "ff0f", "0200", "byte 0" },
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
    { "ff10", NULL },
    { "ff08", "mi-band-3" },
    { "ff05", "mi-band-3" },
    { "ff0c", "mi-band-5" },
    { "0010", "mi-band-1" },
    { "2a46", "mi-band-1s" },
    { "2a06", "smart-band-8" },
    { "2a46", "smart-band-7" },
    { "0006", "heart-rate-sensor" },
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
