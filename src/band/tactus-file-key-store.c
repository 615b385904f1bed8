/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-key-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tactus-band-error.h"
#include "tactus-folder-lock.h"

/* A file of keys that is larger than this is none of ours. */
#define MAX_SIZE (1024 * 1024)

/* How long another program may take to change the file. */
#define LOCK_MS 5000

#define TACTUS_TYPE_FILE_KEY_STORE (tactus_file_key_store_get_type ())
G_DECLARE_FINAL_TYPE (TactusFileKeyStore, tactus_file_key_store, TACTUS, FILE_KEY_STORE, GObject)

struct _TactusFileKeyStore
{
  GObject parent_instance;

  char *path; /* (owned) */
};

static void tactus_file_key_store_iface_init (TactusKeyStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TactusFileKeyStore, tactus_file_key_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TACTUS_TYPE_KEY_STORE,
                                                      tactus_file_key_store_iface_init))

typedef enum {
  JOB_LOOKUP,
  JOB_STORE,
  JOB_REMOVE,
} JobKind;

/* What the worker is to do; it touches nothing of the store's own but the path, which never
 * changes. */
typedef struct {
  JobKind       kind;
  char         *address; /* (owned) (nullable): to remove: %NULL: all */
  char         *label;   /* (owned) (nullable) */
  TactusKeySlot slot;
  TactusKey    *key;     /* (owned) (nullable) */
  TactusKey    *found;   /* (owned) (nullable) */
  GError       *error;   /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_free (job->address);
  g_free (job->label);
  g_clear_pointer (&job->key, tactus_key_unref);
  g_clear_pointer (&job->found, tactus_key_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static const char *
slot_to_name (TactusKeySlot slot)
{
  return slot == TACTUS_KEY_SLOT_CURRENT ? "current" : "pending";
}

static gboolean
fail_errno (GError    **error,
            const char *what,
            const char *path,
            int         saved_errno)
{
  g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING,
               "The key file %s cannot be %s: %s", path, what, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
check_private (int         fd,
               const char *path,
               gsize      *size,
               GError    **error)
{
  struct stat info;

  if (fstat (fd, &info) < 0)
    return fail_errno (error, "read", path, errno);
  if (!S_ISREG (info.st_mode) || info.st_size > MAX_SIZE)
    {
      g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING,
                   "%s is no key file; name another one", path);
      return FALSE;
    }
  if (info.st_mode & (S_IRWXG | S_IRWXO))
    {
      g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING,
                   "The key file %s can be used by others; run: chmod 600 '%s'", path, path);
      return FALSE;
    }

  *size = info.st_size;
  return TRUE;
}

static gboolean
read_all (int         fd,
          char       *buffer,
          gsize       size,
          gsize      *length)
{
  for (*length = 0; *length < size;)
    {
      gssize n = read (fd, buffer + *length, size - *length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      *length += n;
    }

  return TRUE;
}

static gboolean
parse (GKeyFile   *file,
       const char *text,
       gsize       length,
       const char *path,
       GError    **error)
{
  /* GKeyFile takes an empty text for an error in some versions. */
  if (length == 0)
    return TRUE;
  /* Its message would quote the line, which may be a key. */
  if (g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_COMMENTS, NULL))
    return TRUE;

  g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING,
               "The key file %s is damaged: its lines are [ADDRESS] and current=KEY below it; "
               "it was left as it is: mend it or move it away", path);
  return FALSE;
}

static gboolean
load_from_fd (int         fd,
              GKeyFile   *file,
              const char *path,
              GError    **error)
{
  g_autofree char *text = NULL;
  gsize size, length;
  gboolean ok;

  if (!check_private (fd, path, &size, error))
    return FALSE;

  text = g_malloc (size + 1);
  ok = read_all (fd, text, size, &length) ? parse (file, text, length, path, error)
                                          : fail_errno (error, "read", path, errno);
  explicit_bzero (text, size + 1);

  return ok;
}

/* A file that is not there is an empty one. */
static GKeyFile *
load (const char *path,
      GError    **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gboolean ok;

  if (fd < 0 && errno == ENOENT)
    return g_steal_pointer (&file);
  if (fd < 0)
    {
      fail_errno (error, "read", path, errno);
      return NULL;
    }

  ok = load_from_fd (fd, file, path, error);
  close (fd);

  return ok ? g_steal_pointer (&file) : NULL;
}

static gboolean
write_all (int         fd,
           const char *text,
           gsize       length)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      text += n;
      length -= n;
    }

  return fsync (fd) == 0;
}

static gboolean
replace (const char *path,
         const char *text,
         gsize       length,
         GError    **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.%08x", path, g_random_int ());
  int fd = g_open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean ok;

  if (fd < 0)
    return fail_errno (error, "written", path, errno);

  ok = write_all (fd, text, length) || fail_errno (error, "written", path, errno);
  close (fd);
  if (ok && g_rename (temporary, path) < 0)
    ok = fail_errno (error, "written", path, errno);
  if (!ok)
    g_unlink (temporary);

  return ok;
}

static gboolean
save (GKeyFile   *file,
      const char *path,
      GError    **error)
{
  gsize length;
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);
  gboolean ok = replace (path, text, length, error);

  explicit_bzero (text, length);

  return ok;
}

static TactusKey *
job_lookup (Job        *job,
            GKeyFile   *file,
            const char *path,
            GError    **error)
{
  g_autofree char *text = g_key_file_get_string (file, job->address, slot_to_name (job->slot),
                                                 NULL);
  g_autoptr(GError) local = NULL;
  TactusKey *key;

  if (!text)
    return NULL;

  key = tactus_key_new_from_text (text, &local);
  explicit_bzero (text, strlen (text));
  if (!key)
    g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING,
                 "The %s key of %s in %s is damaged: %s", slot_to_name (job->slot), job->address,
                 path, local->message);

  return key;
}

static gboolean
job_store (Job        *job,
           GKeyFile   *file,
           const char *path,
           GError    **error)
{
  char *text = tactus_key_to_text (job->key);

  g_key_file_set_string (file, job->address, slot_to_name (job->slot), text);
  tactus_key_text_free (text);
  if (job->label)
    g_key_file_set_string (file, job->address, "label", job->label);

  return save (file, path, error);
}

static gboolean
has_keys (GKeyFile   *file,
          const char *address)
{
  return g_key_file_has_key (file, address, slot_to_name (TACTUS_KEY_SLOT_CURRENT), NULL) ||
         g_key_file_has_key (file, address, slot_to_name (TACTUS_KEY_SLOT_PENDING), NULL);
}

/* Of a file that holds nothing but keys and labels of ours nothing is worth keeping. */
static gboolean
job_clear (const char *path,
           GError    **error)
{
  return g_unlink (path) == 0 || errno == ENOENT || fail_errno (error, "removed", path, errno);
}

/* With the last key goes the label, too: it names the band. */
static gboolean
job_remove (Job        *job,
            GKeyFile   *file,
            const char *path,
            GError    **error)
{
  if (!job->address)
    return job_clear (path, error);
  if (!g_key_file_remove_key (file, job->address, slot_to_name (job->slot), NULL))
    return TRUE;

  if (!has_keys (file, job->address))
    g_key_file_remove_group (file, job->address, NULL);

  return save (file, path, error);
}

static void
job_run_locked (Job        *job,
                const char *path)
{
  g_autoptr(GKeyFile) file = load (path, &job->error);

  if (!file)
    return;

  switch (job->kind)
    {
    case JOB_LOOKUP:
      job->found = job_lookup (job, file, path, &job->error);
      break;
    case JOB_STORE:
      job_store (job, file, path, &job->error);
      break;
    case JOB_REMOVE:
      job_remove (job, file, path, &job->error);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A link is followed, be it to a file that is yet to be made: replaced is what it leads to. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  g_autofree char *target = NULL;
  g_autofree char *dir = NULL;

  if (real)
    return real;

  target = g_file_read_link (path, NULL);
  if (!target)
    return g_strdup (path);

  dir = g_path_get_dirname (path);

  return g_canonicalize_filename (target, dir);
}

/* Returns: whether to go on; @fd: to be closed, or -1 */
static gboolean
job_lock (Job        *job,
          const char *path,
          int        *fd)
{
  g_autofree char *dir = g_path_get_dirname (path);

  if (job->kind == JOB_LOOKUP)
    return TRUE;
  if (job->kind == JOB_STORE && g_mkdir_with_parents (dir, 0700) < 0)
    return fail_errno (&job->error, "written", path, errno);

  *fd = tactus_folder_lock (dir, LOCK_MS);

  /* What cannot be locked can be used as well as before; only a lock of others stops us. */
  return *fd >= 0 || errno != EBUSY || fail_errno (&job->error, "written", path, EBUSY);
}

static void
job_run (Job        *job,
         const char *path)
{
  g_autofree char *real = resolve (path);
  int fd = -1;

  if (job_lock (job, real, &fd))
    job_run_locked (job, real);
  if (fd >= 0)
    close (fd);
}

static gboolean
return_cb (gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);

  if (job->error)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else if (job->kind == JOB_LOOKUP)
    g_task_return_pointer (task, g_steal_pointer (&job->found), (GDestroyNotify) tactus_key_unref);
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/* The task goes home with the answer: it must not end its life, and perhaps the store's, here. */
static void
worker_func (gpointer data,
             gpointer user_data)
{
  GTask *task = data;
  TactusFileKeyStore *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &job->error))
    job_run (job, self->path);

  g_idle_add_full (G_PRIORITY_DEFAULT, return_cb, task, g_object_unref);
}

/* One worker for all files: reading, changing and writing back are one step, in the order they were
 * asked for. */
static GThreadPool *
get_worker (void)
{
  static GThreadPool *worker;

  if (g_once_init_enter (&worker))
    g_once_init_leave (&worker, g_thread_pool_new (worker_func, NULL, 1, FALSE, NULL));

  return worker;
}

static void
push (TactusKeyStore      *store,
      JobKind              kind,
      const char          *address,
      const char          *label,
      TactusKeySlot        slot,
      TactusKey           *key,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->address = g_strdup (address);
  job->label = g_strdup (label);
  job->slot = slot;
  job->key = key ? tactus_key_ref (key) : NULL;
  g_task_set_source_tag (task, push);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  g_thread_pool_push (get_worker (), task, NULL);
}

static void
tactus_file_key_store_lookup_async (TactusKeyStore      *store,
                                    const char          *address,
                                    TactusKeySlot        slot,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  push (store, JOB_LOOKUP, address, NULL, slot, NULL, cancellable, callback, user_data);
}

static TactusKey *
tactus_file_key_store_lookup_finish (TactusKeyStore  *store,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
tactus_file_key_store_store_async (TactusKeyStore      *store,
                                   const char          *address,
                                   const char          *label,
                                   TactusKeySlot        slot,
                                   TactusKey           *key,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  push (store, JOB_STORE, address, label, slot, key, cancellable, callback, user_data);
}

static void
tactus_file_key_store_remove_async (TactusKeyStore      *store,
                                    const char          *address,
                                    TactusKeySlot        slot,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  push (store, JOB_REMOVE, address, NULL, slot, NULL, cancellable, callback, user_data);
}

static gboolean
tactus_file_key_store_finish (TactusKeyStore  *store,
                              GAsyncResult    *result,
                              GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
tactus_file_key_store_is_required (TactusKeyStore *store)
{
  return TRUE;
}

TactusKeyStore *
tactus_file_key_store_new (const char *path)
{
  TactusFileKeyStore *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (TACTUS_TYPE_FILE_KEY_STORE, NULL);
  self->path = g_strdup (path);

  return TACTUS_KEY_STORE (self);
}

static void
tactus_file_key_store_finalize (GObject *object)
{
  TactusFileKeyStore *self = TACTUS_FILE_KEY_STORE (object);

  g_free (self->path);

  G_OBJECT_CLASS (tactus_file_key_store_parent_class)->finalize (object);
}

static void
tactus_file_key_store_iface_init (TactusKeyStoreInterface *iface)
{
  iface->lookup_async = tactus_file_key_store_lookup_async;
  iface->lookup_finish = tactus_file_key_store_lookup_finish;
  iface->store_async = tactus_file_key_store_store_async;
  iface->store_finish = tactus_file_key_store_finish;
  iface->remove_async = tactus_file_key_store_remove_async;
  iface->remove_finish = tactus_file_key_store_finish;
  iface->is_required = tactus_file_key_store_is_required;
}

static void
tactus_file_key_store_class_init (TactusFileKeyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_file_key_store_finalize;
}

static void
tactus_file_key_store_init (TactusFileKeyStore *self)
{
}
