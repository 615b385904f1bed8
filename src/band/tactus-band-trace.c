/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-band-trace.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "tactus-bluez-observer.h"
#include "tactus-json-line.h"
#include "tactus-redact.h"

#define VERSION 1

/* Room for the last line. */
#define RESERVE 100

/* Bytes from which on a value is hidden. */
#define ALL_OF_IT 0

struct _TactusBandTrace
{
  GObject parent_instance;

  TactusBandList *bands;  /* (owned) */
  TactusBluezClient *client; /* (owned) */
  GHashTable *met;        /* (owned) (element-type utf8): addresses */
  GPtrArray *watched;     /* (owned) (element-type TactusBand) */
  gint64 begin_us;        /* monotonic */
  gsize written;
  gsize max;
  int fd;                 /* -1: it has ended */
};

G_DEFINE_FINAL_TYPE (TactusBandTrace, tactus_band_trace, G_TYPE_OBJECT)

/* ── what is nobody's business ── */

typedef enum {
  OURS = 1 << 0,   /* what we write */
  THEIRS = 1 << 1, /* what is read or notified */
} Direction;

static const struct {
  const char *characteristic;
  Direction directions;
  gsize shown;
} secrets[] = {
  { "0009", OURS, 2 },             /* a key, or the proof of one */
  { "0009", THEIRS, 3 },           /* the challenge, with which a proof would tell a key */
  { "ff04", OURS | THEIRS, ALL_OF_IT }, /* who wears it, and the number that comes from the key */
  { "ff01", THEIRS, ALL_OF_IT },   /* its own number */
  { "ff02", OURS | THEIRS, ALL_OF_IT }, /* its name */
  { "2a00", OURS | THEIRS, ALL_OF_IT }, /* its name */
  { "2a23", THEIRS, ALL_OF_IT },   /* its address */
  { "2a25", THEIRS, ALL_OF_IT },   /* its serial number */
  { "0008", OURS, 1 },             /* who wears it */
  { "2a46", OURS, 2 },             /* the words of a message */
  { "0020", OURS, 3 },             /* the words of a message */
};

/* Our ids are "0000" and four digits; what is of another base stays whole. */
static char *
shorten_uuid (const char *uuid)
{
  gboolean ours = g_str_has_prefix (uuid, "0000") &&
                  (g_str_has_suffix (uuid, "-0000-1000-8000-00805f9b34fb") ||
                   g_str_has_suffix (uuid, "-0000-3512-2118-0009af100700"));

  return ours ? g_strndup (uuid + 4, 4) : g_strdup (uuid);
}

static gsize
get_shown (const char *characteristic,
           Direction   direction,
           gsize       size)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      if ((secrets[i].directions & direction) &&
          g_str_equal (secrets[i].characteristic, characteristic))
        return MIN (secrets[i].shown, size);
    }

  return size;
}

static void
add_value (JsonObject *line,
           const char *characteristic,
           GBytes     *value,
           Direction   direction)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (value, &size);
  gsize shown = get_shown (characteristic, direction, size);
  g_autoptr(GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < shown; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  json_object_set_string_member (line, "value", hex->str);
  if (shown < size)
    json_object_set_int_member (line, "hidden", (gint64) (size - shown));
}

/* ── lines ── */

static void
stop (TactusBandTrace *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

/* In one go: a line is there, or is the last and cut short. */
static gboolean
write_all (int         fd,
           const char *text,
           gsize       length)
{
  while (length > 0)
    {
      gssize written = write (fd, text, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      text += written;
      length -= (gsize) written;
    }

  return TRUE;
}

static JsonObject *
begin_line (TactusBandTrace *self,
            const char      *what)
{
  JsonObject *line = json_object_new ();

  json_object_set_int_member (line, "t", g_get_monotonic_time () - self->begin_us);
  json_object_set_string_member (line, "what", what);

  return line;
}

static char *
to_text (JsonObject *line)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), line);

  return tactus_json_to_line (node);
}

static void
end (TactusBandTrace *self,
     const char      *reason)
{
  g_autoptr(JsonObject) line = begin_line (self, "end");
  g_autofree char *text = NULL;

  json_object_set_string_member (line, "reason", reason);
  text = to_text (line);
  if (self->fd >= 0)
    write_all (self->fd, text, strlen (text));
  stop (self);
}

/* @line: (transfer full) */
static void
end_line (TactusBandTrace *self,
          JsonObject      *line)
{
  g_autoptr(JsonObject) owned = line;
  g_autofree char *text = NULL;
  gsize length;

  if (self->fd < 0)
    return;

  text = to_text (owned);
  length = strlen (text);
  if (self->written + length + RESERVE > self->max)
    {
      end (self, "full");
      return;
    }

  self->written += length;
  if (!write_all (self->fd, text, length))
    {
      g_message ("The trace ends here: %s", g_strerror (errno));
      stop (self);
    }
}

/* @error: (nullable) */
static void
add_error (JsonObject   *line,
           const GError *error)
{
  g_autoptr(GError) translated = NULL;
  g_autofree char *message = NULL;

  if (!error)
    return;

  translated = tactus_band_error_translate (g_error_copy (error));
  message = tactus_redact (error->message);
  json_object_set_string_member (line, "error", tactus_band_error_to_code (translated));
  json_object_set_string_member (line, "message", message);
}

static void
add_band (JsonObject *line,
          const char *address)
{
  g_autofree char *text = g_strconcat ("…", tactus_bluez_shorten (address), NULL);

  json_object_set_string_member (line, "band", text);
}

/* ── bands ── */

static const char *
get_nick (GType type,
          int   value)
{
  g_autoptr(GEnumClass) class = g_type_class_ref (type);
  GEnumValue *found = g_enum_get_value (class, value);

  return found ? found->value_nick : "";
}

static void
meet (TactusBandTrace *self,
      const char      *address)
{
  TactusBand *band = tactus_band_list_find (self->bands, address, NULL);
  const TactusModel *model = band ? tactus_band_get_model (band) : NULL;
  JsonObject *line;

  if (!g_hash_table_add (self->met, g_strdup (address)))
    return;

  line = begin_line (self, "band");
  add_band (line, address);
  if (model)
    json_object_set_string_member (line, "model", model->id);
  end_line (self, line);
}

static void
state_cb (TactusBandTrace *self,
          GParamSpec      *pspec,
          TactusBand      *band)
{
  const char *address = tactus_band_get_address (band);
  JsonObject *line;

  meet (self, address);
  line = begin_line (self, "state");
  add_band (line, address);
  json_object_set_string_member (line, "state",
                                 get_nick (TACTUS_TYPE_BAND_STATE,
                                           (int) tactus_band_get_state (band)));
  add_error (line, tactus_band_get_error (band));
  end_line (self, line);
}

static void
watch (TactusBandTrace *self,
       TactusBand      *band)
{
  if (g_ptr_array_find (self->watched, band, NULL))
    return;

  g_ptr_array_add (self->watched, g_object_ref (band));
  g_signal_connect_object (band, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
}

static void
bands_cb (TactusBandTrace *self,
          guint            position,
          guint            removed,
          guint            added,
          GListModel      *bands)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (bands, i);

      watch (self, band);
    }
}

static void
follow (TactusBandTrace *self,
        GListModel      *bands)
{
  g_signal_connect_object (bands, "items-changed", G_CALLBACK (bands_cb), self, G_CONNECT_SWAPPED);
  bands_cb (self, 0, 0, g_list_model_get_n_items (bands), bands);
}

/* ── Bluetooth ── */

static void
bluetooth_cb (TactusBandTrace *self)
{
  JsonObject *line = begin_line (self, "bluetooth");

  json_object_set_string_member (line, "state",
                                 get_nick (TACTUS_TYPE_BLUEZ_STATE,
                                           (int) tactus_bluez_client_get_state (self->client)));
  end_line (self, line);
}

static void
happened_cb (const TactusBluezHappening *happening,
             gpointer                    user_data)
{
  static const char * const names[] = { "call", "answer", "notification", "closed" };
  TactusBandTrace *self = user_data;
  g_autofree char *characteristic = happening->uuid ? shorten_uuid (happening->uuid) : NULL;
  gboolean ours = happening->kind == TACTUS_BLUEZ_HAPPENING_CALL;
  JsonObject *line;

  if (self->fd < 0)
    return;

  meet (self, happening->address);
  line = begin_line (self, names[happening->kind]);
  if (happening->number)
    json_object_set_int_member (line, "id", happening->number);
  add_band (line, happening->address);
  if (happening->operation)
    json_object_set_string_member (line, "op", happening->operation);
  if (characteristic)
    json_object_set_string_member (line, "char", characteristic);
  if (happening->value)
    add_value (line, characteristic, happening->value, ours ? OURS : THEIRS);
  add_error (line, happening->error);
  end_line (self, line);
}

/* ── for everybody ── */

void
tactus_band_trace_set_max (TactusBandTrace *self,
                           gsize            max)
{
  g_return_if_fail (TACTUS_IS_BAND_TRACE (self));

  self->max = max;
}

static void
begin (TactusBandTrace *self,
       const char      *program)
{
  JsonObject *line = begin_line (self, "trace");

  json_object_set_int_member (line, "version", VERSION);
  json_object_set_string_member (line, "program", program);
  end_line (self, line);

  bluetooth_cb (self);
  g_signal_connect_object (self->client, "notify::state", G_CALLBACK (bluetooth_cb), self,
                           G_CONNECT_SWAPPED);
  follow (self, tactus_band_list_get_known (self->bands));
  follow (self, tactus_band_list_get_nearby (self->bands));
  tactus_bluez_client_set_observer (self->client, happened_cb, self);
}

TactusBandTrace *
tactus_band_trace_new (TactusBandList  *bands,
                       const char      *path,
                       const char      *program,
                       GError         **error)
{
  TactusBandTrace *self;
  int fd;

  g_return_val_if_fail (TACTUS_IS_BAND_LIST (bands), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }

  self = g_object_new (TACTUS_TYPE_BAND_TRACE, NULL);
  self->fd = fd;
  self->bands = g_object_ref (bands);
  self->client = g_object_ref (tactus_band_list_get_client (bands));
  begin (self, program);

  return self;
}

static void
tactus_band_trace_finalize (GObject *object)
{
  TactusBandTrace *self = TACTUS_BAND_TRACE (object);

  tactus_bluez_client_set_observer (self->client, NULL, NULL);
  end (self, "done");
  g_ptr_array_unref (self->watched);
  g_hash_table_unref (self->met);
  g_clear_object (&self->client);
  g_clear_object (&self->bands);

  G_OBJECT_CLASS (tactus_band_trace_parent_class)->finalize (object);
}

static void
tactus_band_trace_class_init (TactusBandTraceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_band_trace_finalize;
}

static void
tactus_band_trace_init (TactusBandTrace *self)
{
  self->max = TACTUS_BAND_TRACE_MAX;
  self->begin_us = g_get_monotonic_time ();
  self->met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
}
