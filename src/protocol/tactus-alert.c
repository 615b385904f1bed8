/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-alert.h"

#include <string.h>

#include "tactus-chunk.h"
#include "tactus-protocol-error.h"
#include "tactus-uuids.h"
#include "tactus-words-private.h"

/* Levels of 2A06. */
#define LEVEL_OFF          0x00
#define LEVEL_MESSAGE      0x01
#define LEVEL_CALL         0x02
#define LEVEL_VIBRATE      0x03

/* The first generation knows but two levels; it shakes on a command of its own, FF05. */
#define MI1_SHAKE          0x08
#define MI1_SHAKE_STOP     0x13

/* Categories of 2A46, which the chunked form has taken over; those of 2A46 are the SIG's. */
#define CATEGORY_CALL      0x03
#define CATEGORY_SMS       0x05
#define CATEGORY_CUSTOM    0xfa
#define ICON_APP           0x0b /* "some app" */

/* Bytes of 2A46: category and how many; then the words. */
#define SHORT_HEADER       2
#define SHORT_WORDS        18

/* Whose message it is: bands show it beside the words, and some show nothing without it. */
#define SOURCE             "Tactus"

typedef struct {
  const TactusModel *model;
  TactusAlertKind    kind;
  guint              payload;
  const char        *title; /* (unowned): clean; may be empty */
  const char        *text;  /* (unowned): likewise */
} Alert;

gboolean
tactus_alert_kind_for_name (const char      *name,
                            TactusAlertKind *kind)
{
  static const char * const names[] = {
    [TACTUS_ALERT_OFF] = "off",
    [TACTUS_ALERT_MESSAGE] = "message",
    [TACTUS_ALERT_CALL] = "call",
    [TACTUS_ALERT_VIBRATE] = "vibrate",
  };

  for (guint i = 0; name && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *kind = (TactusAlertKind) i;
        return TRUE;
      }

  return FALSE;
}

static void
add_level (GPtrArray *writes,
           guint8     level)
{
  tactus_write_list_add (writes, TACTUS_UUID_ALERT_LEVEL, &level, 1, FALSE, FALSE);
}

static void
add_new_alert (GPtrArray  *writes,
               guint8      category,
               const char *words,
               gsize       length)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8[]) { category, 0x01 }, SHORT_HEADER);
  g_byte_array_append (bytes, (const guint8 *) words, (guint) length);
  tactus_write_list_add (writes, TACTUS_UUID_NEW_ALERT, bytes->data, bytes->len, TRUE, FALSE);
}

/* Moves @writes' chunks behind those that are there. */
static gboolean
add_chunks (GPtrArray    *writes,
            GByteArray   *message,
            guint         payload,
            GError      **error)
{
  g_autoptr(GPtrArray) chunks = tactus_chunk_split (TACTUS_CHUNK_NOTIFICATION, payload,
                                                    message->data, message->len, error);

  if (!chunks)
    return FALSE;

  g_ptr_array_extend_and_steal (writes, g_steal_pointer (&chunks));
  return TRUE;
}

/* Plain alerts */

static void
add_plain_a (GPtrArray       *writes,
             TactusAlertKind  kind)
{
  const guint8 shake[] = { MI1_SHAKE, 0x01 };
  const guint8 stop[] = { MI1_SHAKE_STOP };

  if (kind == TACTUS_ALERT_VIBRATE)
    tactus_write_list_add (writes, TACTUS_UUID_MI1_CONTROL, shake, sizeof shake, TRUE, FALSE);
  if (kind == TACTUS_ALERT_OFF)
    tactus_write_list_add (writes, TACTUS_UUID_MI1_CONTROL, stop, sizeof stop, TRUE, FALSE);
}

static void
add_plain (GPtrArray         *writes,
           const TactusModel *model,
           TactusAlertKind    kind)
{
  static const guint8 levels[] = {
    [TACTUS_ALERT_OFF] = LEVEL_OFF,
    [TACTUS_ALERT_MESSAGE] = LEVEL_MESSAGE,
    [TACTUS_ALERT_CALL] = LEVEL_CALL,
    [TACTUS_ALERT_VIBRATE] = LEVEL_VIBRATE,
  };

  if (model->generation != TACTUS_GENERATION_A || kind != TACTUS_ALERT_VIBRATE)
    add_level (writes, levels[kind]);
  if (model->generation == TACTUS_GENERATION_A)
    add_plain_a (writes, kind);
}

/* Calls with a name */

static gboolean
is_chunked (const TactusModel *model)
{
  return model->text_style == TACTUS_TEXT_CHUNKED
         || model->text_style == TACTUS_TEXT_CHUNKED_LATER;
}

/* Bytes that words may have in the one 2A46 that carries them. */
static gsize
room_of_new_alert (const TactusModel *model)
{
  return model->text_style == TACTUS_TEXT_SHORT ? SHORT_WORDS : model->text_limit - SHORT_HEADER;
}

static gboolean
add_call (GPtrArray    *writes,
          const Alert  *alert,
          GError      **error)
{
  static const guint8 head[] = { CATEGORY_CALL, 0x00, 0x00, 0x00, 0x00, 0x00 };
  static const guint8 tail[] = { 0x00, 0x00, 0x00, 0x02 };
  const char *name = *alert->title ? alert->title : alert->text;
  g_autoptr(GByteArray) message = g_byte_array_new ();

  if (!is_chunked (alert->model))
    {
      add_new_alert (writes, CATEGORY_CALL, name,
                     tactus_words_fit (name, room_of_new_alert (alert->model)));
      return TRUE;
    }

  g_byte_array_append (message, head, sizeof head);
  g_byte_array_append (message, (const guint8 *) name,
                       (guint) tactus_words_fit (name, alert->model->text_limit - sizeof head
                                                       - sizeof tail));
  g_byte_array_append (message, tail, sizeof tail);

  return add_chunks (writes, message, alert->payload, error);
}

/* Whatever began a call: a band that has none is not disturbed. */
static gboolean
add_call_end (GPtrArray    *writes,
              const Alert  *alert,
              GError      **error)
{
  static const guint8 short_end[] = { CATEGORY_CALL, 0x00 };
  static const guint8 chunked_end[] = { CATEGORY_CALL, 0x03, 0x00, 0x00, 0x00, 0x00 };
  g_autoptr(GByteArray) message = g_byte_array_new ();

  if (alert->model->text_style == TACTUS_TEXT_NONE)
    return TRUE;
  if (!is_chunked (alert->model))
    {
      tactus_write_list_add (writes, TACTUS_UUID_NEW_ALERT, short_end, sizeof short_end, TRUE,
                             FALSE);
      return TRUE;
    }

  g_byte_array_append (message, chunked_end, sizeof chunked_end);
  return add_chunks (writes, message, alert->payload, error);
}

/* Messages with words */

/* Both in one: the sender, a line end, the message. */
static char *
join_words (const Alert *alert)
{
  if (!*alert->title || !*alert->text)
    return g_strconcat (alert->title, alert->text, NULL);

  return g_strconcat (alert->title, "\n", alert->text, NULL);
}

/* As many alerts as it takes, and no more than the model bears. */
static void
add_short_messages (GPtrArray   *writes,
                    const Alert *alert)
{
  g_autofree char *joined = join_words (alert);
  g_autofree char *words = tactus_words_clean (joined, FALSE);
  gsize left = alert->model->text_limit;

  for (const char *next = words; *next && left > 0;)
    {
      gsize length = tactus_words_fit (next, MIN (left, SHORT_WORDS));

      if (length == 0)
        break;
      add_new_alert (writes, CATEGORY_SMS, next, length);
      next += length;
      left -= length;
    }
}

static void
add_long_message (GPtrArray   *writes,
                  const Alert *alert)
{
  g_autofree char *words = join_words (alert);

  add_new_alert (writes, CATEGORY_SMS, words,
                 tactus_words_fit (words, room_of_new_alert (alert->model)));
}

static void
append_words (GByteArray *message,
              const char *words,
              gsize       room)
{
  g_byte_array_append (message, (const guint8 *) words, (guint) tactus_words_fit (words, room));
  g_byte_array_append (message, (const guint8 *) "", 1);
}

/* Category, four zeros on later bands, `01`, an icon; title, 00, text; 00, whose it is, 00.  The
 * title may take half of the room. */
static gboolean
add_chunked_message (GPtrArray    *writes,
                     const Alert  *alert,
                     GError      **error)
{
  static const guint8 category[] = { CATEGORY_CUSTOM };
  static const guint8 zeros[] = { 0x00, 0x00, 0x00, 0x00 };
  static const guint8 icon[] = { 0x01, ICON_APP };
  const char *title = *alert->title ? alert->title : SOURCE;
  g_autoptr(GByteArray) message = g_byte_array_new ();
  gsize room;

  g_byte_array_append (message, category, sizeof category);
  if (alert->model->text_style == TACTUS_TEXT_CHUNKED_LATER)
    g_byte_array_append (message, zeros, sizeof zeros);
  g_byte_array_append (message, icon, sizeof icon);

  room = alert->model->text_limit - message->len - sizeof SOURCE - 2;
  append_words (message, title, room / 2);
  append_words (message, alert->text,
                alert->model->text_limit - message->len - sizeof SOURCE - 1);
  append_words (message, SOURCE, sizeof SOURCE);

  return add_chunks (writes, message, alert->payload, error);
}

static gboolean
add_message (GPtrArray    *writes,
             const Alert  *alert,
             GError      **error)
{
  if (is_chunked (alert->model))
    return add_chunked_message (writes, alert, error);

  if (alert->model->text_style == TACTUS_TEXT_SHORT)
    add_short_messages (writes, alert);
  else
    add_long_message (writes, alert);

  return TRUE;
}

static gboolean
refuse_words (GError     **error,
              const char  *problem)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE, "Alert: %s", problem);

  return FALSE;
}

static gboolean
check_words (const Alert  *alert,
             GError      **error)
{
  if (alert->model->text_style == TACTUS_TEXT_NONE)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
                   "%s cannot show words", alert->model->name);
      return FALSE;
    }
  if (alert->kind != TACTUS_ALERT_MESSAGE && alert->kind != TACTUS_ALERT_CALL)
    return refuse_words (error, "only a message and a call take words");
  if (!*alert->title && !*alert->text)
    return refuse_words (error, "the words must hold something that can be seen");

  return TRUE;
}

static gboolean
add_words (GPtrArray    *writes,
           const Alert  *alert,
           GError      **error)
{
  if (!check_words (alert, error))
    return FALSE;

  return alert->kind == TACTUS_ALERT_CALL ? add_call (writes, alert, error)
                                          : add_message (writes, alert, error);
}

static gboolean
has_words (const char *words)
{
  return words && *words;
}

GPtrArray *
tactus_alert_encode (const TactusModel  *model,
                     TactusAlertKind     kind,
                     guint               payload,
                     const char         *title,
                     const char         *text,
                     GError            **error)
{
  g_autoptr(GPtrArray) writes = tactus_write_list_new ();
  g_autofree char *clean_title = tactus_words_clean (title, FALSE);
  g_autofree char *clean_text = tactus_words_clean (text, kind == TACTUS_ALERT_MESSAGE);
  const Alert alert = {
    model, kind, MAX (payload, TACTUS_CHUNK_PAYLOAD), clean_title, clean_text,
  };
  gboolean fine = TRUE;

  g_return_val_if_fail (model != NULL, NULL);

  if (!(model->abilities & TACTUS_ABILITY_ALERT))
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
                   "%s has no alerts", model->name);
      return NULL;
    }

  if (has_words (title) || has_words (text))
    fine = add_words (writes, &alert, error);
  else
    add_plain (writes, model, kind);

  if (fine && kind == TACTUS_ALERT_OFF)
    fine = add_call_end (writes, &alert, error);

  return fine ? g_steal_pointer (&writes) : NULL;
}
