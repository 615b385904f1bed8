/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-database.h"

#include "tactus-database-rescue.h"

struct _TactusDatabase
{
  GObject parent_instance;

  char *path;                         /* (owned) (nullable) */
  const TactusDatabaseSchema *schema;
  GAsyncQueue *jobs;                  /* (owned) (element-type Job) */
  GThread *thread;                    /* (owned) (nullable): runs since the first job */

  TactusDatabaseFile *file;           /* (owned) (nullable): the thread's */
};

enum {
  MOVED_ASIDE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TactusDatabase, tactus_database, G_TYPE_OBJECT)

/* Its references are only ever dropped where the job was asked for: the object's last one must not
 * go in the object's own thread, which it waits for. */
typedef struct {
  TactusDatabase *database; /* (owned) (nullable): %NULL: the thread shall end */
  GTask *task;              /* (owned) */
  TactusDatabaseFunc func;
  char *aside;              /* (owned) (nullable): where a damaged file went */
  GError *error;            /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_clear_object (&job->database);
  g_clear_error (&job->error);
  g_free (job->aside);
  g_free (job);
}

static gboolean
job_done_cb (gpointer user_data)
{
  Job *job = user_data;

  if (job->aside)
    g_signal_emit (job->database, signals[MOVED_ASIDE], 0, job->aside);

  if (job->error)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (job->task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
hand_back (Job *job)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, job_done_cb, job, (GDestroyNotify) job_free);
  g_source_attach (source, g_task_get_context (job->task));
}

/* ── in the thread ── */

/* Another program, or the other connection of this one, may have put the file aside. */
static void
let_go_of_moved (TactusDatabase *self)
{
  if (self->file && tactus_database_file_has_moved (self->file))
    g_clear_pointer (&self->file, tactus_database_file_close);
}

static gboolean
try_once (Job     *job,
          GError **error)
{
  TactusDatabase *self = job->database;
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  gboolean ok;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!self->file)
    self->file = tactus_database_file_open (self->path, self->schema, cancellable, error);
  if (!self->file)
    return FALSE;

  tactus_database_file_set_cancellable (self->file, cancellable);
  ok = job->func (self->file, g_task_get_task_data (job->task), error);
  tactus_database_file_set_cancellable (self->file, NULL);

  return ok;
}

/* What was written while the file was put aside went with it, and is written again. */
static gboolean
try (Job     *job,
     GError **error)
{
  TactusDatabase *self = job->database;
  guint writes;

  let_go_of_moved (self);
  writes = self->file ? tactus_database_file_get_writes (self->file) : 0;
  if (!try_once (job, error))
    return FALSE;
  if (!tactus_database_file_has_moved (self->file) ||
      tactus_database_file_get_writes (self->file) == writes)
    return TRUE;

  let_go_of_moved (self);

  return try_once (job, error);
}

/* A damaged file is put aside, and the job gets a new one. */
static void
work (Job *job)
{
  TactusDatabase *self = job->database;

  if (try (job, &job->error) || !self->path ||
      !g_error_matches (job->error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_CORRUPT))
    return;

  g_clear_pointer (&self->file, tactus_database_file_close);
  job->aside = tactus_database_rescue (self->path, self->schema);
  g_clear_error (&job->error);
  try (job, &job->error);
}

static gpointer
thread_func (gpointer user_data)
{
  TactusDatabase *self = user_data;

  while (TRUE)
    {
      Job *job = g_async_queue_pop (self->jobs);

      if (!job->database)
        {
          job_free (job);
          break;
        }
      work (job);
      hand_back (job);
    }

  g_clear_pointer (&self->file, tactus_database_file_close);

  return NULL;
}

/* ── the object ── */

void
tactus_database_run (TactusDatabase     *self,
                     GTask              *task,
                     TactusDatabaseFunc  func)
{
  Job *job;

  g_return_if_fail (TACTUS_IS_DATABASE (self));

  g_task_set_check_cancellable (task, FALSE);
  job = g_new0 (Job, 1);
  job->database = g_object_ref (self);
  job->task = task;
  job->func = func;

  if (!self->thread)
    self->thread = g_thread_new ("database", thread_func, self);
  g_async_queue_push (self->jobs, job);
}

TactusDatabase *
tactus_database_new (const char                 *path,
                     const TactusDatabaseSchema *schema)
{
  TactusDatabase *self = g_object_new (TACTUS_TYPE_DATABASE, NULL);

  self->path = g_strdup (path);
  self->schema = schema;

  return self;
}

/* No job is left, since each keeps a reference: the thread has only to close the file. */
static void
tactus_database_dispose (GObject *object)
{
  TactusDatabase *self = TACTUS_DATABASE (object);

  if (self->thread)
    {
      g_async_queue_push (self->jobs, g_new0 (Job, 1));
      g_thread_join (g_steal_pointer (&self->thread));
    }

  G_OBJECT_CLASS (tactus_database_parent_class)->dispose (object);
}

static void
tactus_database_finalize (GObject *object)
{
  TactusDatabase *self = TACTUS_DATABASE (object);

  g_async_queue_unref (self->jobs);
  g_free (self->path);

  G_OBJECT_CLASS (tactus_database_parent_class)->finalize (object);
}

static void
tactus_database_class_init (TactusDatabaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_database_dispose;
  object_class->finalize = tactus_database_finalize;
  signals[MOVED_ASIDE] = g_signal_new ("moved-aside", TACTUS_TYPE_DATABASE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tactus_database_init (TactusDatabase *self)
{
  self->jobs = g_async_queue_new ();
}
