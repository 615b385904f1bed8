/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "virtual-clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define INTERFACE "io.github.tactus_app.VirtualClock"

/* Real time, for a machine under load; only a test that hangs is ever so long about it. */
#define WATCHDOG_SECONDS 300

/* More turns than this of the main context without a tick are no work, but a loop. */
#define MAX_TURNS 500000

#define ENOUGH_QUIET 2

/* What a sender says to itself, or to its peer, so that all it has said before is known to be
 * there. */
typedef struct {
  GDBusConnection *sender;   /* (owned) */
  GDBusConnection *receiver; /* (owned) */
  guint filter_id;
  guint sent;                /* barriers */
  guint seen;
  guint arrived;             /* other messages since the last barrier */
  guint left;
  guint last_serial;
} Lane;

/* What is added to the kernel's clocks; while frozen, to those of the moment it froze. */
static struct {
  gboolean frozen;
  gint64 monotonic_us; /* while frozen: what it shows; else: what is added */
  gint64 wall_us;      /* added to the above */
  gint64 boot_us;
} clocks;

static GMutex clock_lock;

static struct {
  gint64 start_us;
  guint64 wakeups;
  guint turns;
  guint quiet; /* exchanges of barriers in a row before which nothing had come */
  guint held;
  GPtrArray *lanes; /* (owned) (element-type Lane) */
} state;

static int started; /* atomic */
static GMutex lane_lock;
static GCond lane_cond;

/* ── the clocks ── */

static gint64
kernel_us (clockid_t clock)
{
  struct timespec now;

  syscall (SYS_clock_gettime, clock, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Without GLib's calls: it may ask for the time while it takes a lock. */
static gint64
virtual_us (clockid_t clock)
{
  gint64 now;

  g_mutex_lock (&clock_lock);
  now = clocks.monotonic_us + (clocks.frozen ? 0 : kernel_us (CLOCK_MONOTONIC));
  if (clock == CLOCK_REALTIME)
    now += clocks.wall_us;
  else if (clock == CLOCK_BOOTTIME)
    now += clocks.boot_us;
  g_mutex_unlock (&clock_lock);

  return now;
}

static gboolean
is_virtual (clockid_t *clock)
{
  if (!g_atomic_int_get (&started))
    return FALSE;

  switch (*clock)
    {
    case CLOCK_REALTIME:
    case CLOCK_MONOTONIC:
    case CLOCK_BOOTTIME:
      return TRUE;
    case CLOCK_REALTIME_COARSE:
      *clock = CLOCK_REALTIME;
      return TRUE;
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_MONOTONIC_RAW:
      *clock = CLOCK_MONOTONIC;
      return TRUE;
    default:
      return FALSE;
    }
}

/* The C library's, for everything that this program loads. */
__attribute__ ((visibility ("default"))) int
clock_gettime (clockid_t        clock,
               struct timespec *now)
{
  gint64 us;

  if (!is_virtual (&clock))
    return (int) syscall (SYS_clock_gettime, clock, now);

  us = virtual_us (clock);
  now->tv_sec = us / G_USEC_PER_SEC;
  now->tv_nsec = us % G_USEC_PER_SEC * 1000;

  return 0;
}

__attribute__ ((visibility ("default"))) int
gettimeofday (struct timeval *restrict now,
              void *restrict           zone)
{
  struct timespec time;

  clock_gettime (CLOCK_REALTIME, &time);
  now->tv_sec = time.tv_sec;
  now->tv_usec = time.tv_nsec / 1000;

  return 0;
}

__attribute__ ((visibility ("default"))) time_t
time (time_t *result)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (result)
    *result = now.tv_sec;

  return now.tv_sec;
}

static void
jump (gint64 us)
{
  g_mutex_lock (&clock_lock);
  clocks.monotonic_us += us;
  g_mutex_unlock (&clock_lock);
  state.turns = 0;
}

gint64
virtual_clock_get_us (void)
{
  return virtual_us (CLOCK_MONOTONIC) - state.start_us;
}

static void
shift (gint64 wall_us,
       gint64 boot_us)
{
  g_mutex_lock (&clock_lock);
  clocks.wall_us += wall_us;
  clocks.boot_us += boot_us;
  g_mutex_unlock (&clock_lock);
}

void
virtual_clock_set_back (gint64 us)
{
  shift (-us, 0);
}

void
virtual_clock_set_forward (gint64 us)
{
  shift (us, 0);
}

void
virtual_clock_sleep (gint64 us)
{
  shift (us, us);
}

/* ── is a message under way? ── */

/* In the connection's worker thread.  All that has come before is in its main context by now. */
static GDBusMessage *
received_cb (GDBusConnection *connection,
             GDBusMessage    *message,
             gboolean         incoming,
             gpointer         user_data)
{
  Lane *lane = user_data;
  gboolean barrier = g_strcmp0 (g_dbus_message_get_interface (message), INTERFACE) == 0;

  g_mutex_lock (&lane_lock);
  if (barrier)
    lane->seen += incoming;
  else if (incoming)
    lane->arrived++;
  else
    lane->left++;
  g_cond_broadcast (&lane_cond);
  g_mutex_unlock (&lane_lock);
  if (barrier && incoming)
    g_clear_object (&message);

  return message;
}

/* A filter that has been removed may still be at work in the connection's thread: the lane itself
 * goes with the last use of it. */
static void
lane_close (Lane *lane)
{
  g_autoptr(GDBusConnection) receiver = g_steal_pointer (&lane->receiver);

  g_clear_object (&lane->sender);
  g_dbus_connection_remove_filter (receiver, lane->filter_id);
}

static void
add_lane (GDBusConnection *sender,
          GDBusConnection *receiver)
{
  Lane *lane = g_new0 (Lane, 1);

  lane->sender = g_object_ref (sender);
  lane->receiver = g_object_ref (receiver);
  lane->filter_id = g_dbus_connection_add_filter (receiver, received_cb, lane, g_free);
  if (!state.lanes)
    state.lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) lane_close);
  g_ptr_array_add (state.lanes, lane);
  state.quiet = 0;
}

void
virtual_clock_add_connection (GDBusConnection *connection)
{
  add_lane (connection, connection);
}

void
virtual_clock_add_peers (GDBusConnection *one,
                         GDBusConnection *other)
{
  add_lane (one, other);
  add_lane (other, one);
}

void
virtual_clock_remove_connection (GDBusConnection *connection)
{
  for (guint i = state.lanes ? state.lanes->len : 0; i > 0; i--)
    {
      Lane *lane = state.lanes->pdata[i - 1];

      if (lane->sender == connection || lane->receiver == connection)
        g_ptr_array_remove_index (state.lanes, i - 1);
    }
}

static gboolean
is_open (Lane *lane)
{
  return !g_dbus_connection_is_closed (lane->sender) &&
         !g_dbus_connection_is_closed (lane->receiver);
}

static void
send_barrier (Lane *lane)
{
  if (!is_open (lane) ||
      !g_dbus_connection_emit_signal (lane->sender,
                                      g_dbus_connection_get_unique_name (lane->receiver), "/",
                                      INTERFACE, "Barrier", NULL, NULL))
    return;

  lane->sent++;
  lane->last_serial = g_dbus_connection_get_last_serial (lane->sender);
}

/* What the clocks show has no part in how long this really sleeps at most. */
static void
await_barrier (Lane *lane)
{
  while (lane->seen < lane->sent && is_open (lane))
    g_cond_wait_until (&lane_cond, &lane_lock, g_get_monotonic_time () + G_USEC_PER_SEC / 20);
  lane->seen = lane->sent;
}

/* Returns: whether nothing came before the barriers */
static gboolean
exchange_barriers (void)
{
  gboolean quiet = TRUE;

  for (guint i = 0; state.lanes && i < state.lanes->len; i++)
    send_barrier (state.lanes->pdata[i]);

  g_mutex_lock (&lane_lock);
  for (guint i = 0; state.lanes && i < state.lanes->len; i++)
    {
      Lane *lane = state.lanes->pdata[i];

      await_barrier (lane);
      quiet = quiet && lane->arrived == 0;
      lane->arrived = lane->left = 0;
    }
  g_mutex_unlock (&lane_lock);

  return quiet;
}

/* Nobody in this thread has sent anything since the last barriers, and so nobody has answered. */
static gboolean
is_silent (void)
{
  gboolean silent = TRUE;

  g_mutex_lock (&lane_lock);
  for (guint i = 0; state.lanes && silent && i < state.lanes->len; i++)
    {
      Lane *lane = state.lanes->pdata[i];

      silent = lane->arrived == 0 && lane->left == 0 &&
               lane->last_serial == g_dbus_connection_get_last_serial (lane->sender);
    }
  g_mutex_unlock (&lane_lock);

  return silent;
}

/* ── does a thread work? ── */

/* A thread that waits for somebody, and not for the disk or for a pause to end. */
static gboolean
is_waiting_call (long call)
{
  return call == SYS_futex || call == SYS_ppoll || call == SYS_epoll_pwait
#ifdef SYS_poll
         || call == SYS_poll
#endif
#ifdef SYS_epoll_wait
         || call == SYS_epoll_wait
#endif
    ;
}

static gboolean
thread_waits (const char *id)
{
  char path[64];
  char text[16] = "";
  int file;
  gssize size;

  g_snprintf (path, sizeof path, "/proc/self/task/%s/syscall", id);
  file = open (path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return errno == ENOENT; /* it has ended */

  size = read (file, text, sizeof text - 1);
  close (file);

  return size > 0 && g_ascii_isdigit (text[0]) && is_waiting_call (strtol (text, NULL, 10));
}

static gboolean
has_name (const char *id,
          const char *name)
{
  char path[64];
  char text[32] = "";
  int file;
  gssize size;

  g_snprintf (path, sizeof path, "/proc/self/task/%s/comm", id);
  file = open (path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return FALSE;

  size = read (file, text, sizeof text - 1);
  close (file);

  return size > 0 && strcmp (g_strchomp (text), name) == 0;
}

/* Threads of GLib itself: that of D-Bus, of whose doings the barriers tell, and that of the worker
 * context. */
static gboolean
is_of_glib (const char *id)
{
  return has_name (id, "gdbus") || has_name (id, "gmain");
}

/* GLib's thread that makes threads.  It is looked at before the others: by the time that it waits,
 * whom it was asked for is there to be seen. */
static char *spawner; /* (owned) (nullable): its id */

/* Returns: whether there is a thread that may have work of its own; asked often */
static gboolean
has_workers (void)
{
  static GHashTable *known;
  g_autoptr(GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;

  if (!known)
    {
      known = g_hash_table_new (NULL, NULL);
      g_hash_table_add (known, GINT_TO_POINTER (syscall (SYS_gettid)));
    }
  g_assert_nonnull (threads);
  while ((id = g_dir_read_name (threads)))
    {
      gpointer number = GINT_TO_POINTER (strtol (id, NULL, 10));

      if (g_hash_table_contains (known, number))
        continue;
      if (!spawner && has_name (id, "pool-spawner"))
        spawner = g_strdup (id);
      else if (!is_of_glib (id))
        return TRUE;
      g_hash_table_add (known, number);
    }

  return FALSE;
}

static gboolean
all_threads_wait (void)
{
  g_autoptr(GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  long own = syscall (SYS_gettid);
  const char *id;

  g_assert_nonnull (threads);
  while ((id = g_dir_read_name (threads)))
    if (strtol (id, NULL, 10) != own && !thread_waits (id))
      return FALSE;

  return TRUE;
}

/* Twice: a thread that was looked at early may have been given work by one that was looked at
 * late. */
static gboolean
threads_wait (void)
{
  if (spawner && !thread_waits (spawner))
    return FALSE;

  return !has_workers () || (all_threads_wait () && all_threads_wait ());
}

void
virtual_clock_hold (void)
{
  state.held++;
}

void
virtual_clock_release (void)
{
  g_assert_cmpuint (state.held, >, 0);
  state.held--;
}

/* ── waiting ── */

static int
really_poll (GPollFD *fds,
             guint    n_fds,
             int      timeout_ms)
{
  return poll ((struct pollfd *) fds, n_fds, timeout_ms);
}

/*
 * What was on its way in the first of two quiet exchanges has arrived in the second.  So has what
 * GDBus answers by itself: it does so in the one thread that it has for all connections, before it
 * reads the next barrier.
 *
 * Returns: what is ready, 0 if nothing will be
 */
static int
settle (GPollFD *fds,
        guint    n_fds)
{
  int ready = 0;

  if (!is_silent ())
    state.quiet = 0;

  while (ready == 0 && state.quiet < ENOUGH_QUIET)
    {
      state.quiet = exchange_barriers () ? state.quiet + 1 : 0;
      ready = really_poll (fds, n_fds, 0);
    }

  return ready;
}

static int
poll_cb (GPollFD *fds,
         guint    n_fds,
         int      timeout_ms)
{
  int ready;

  if (!clocks.frozen)
    return really_poll (fds, n_fds, timeout_ms);

  if (++state.turns > MAX_TURNS)
    g_error ("The main context goes round and round without a pause");

  ready = really_poll (fds, n_fds, 0);
  if (ready != 0 || timeout_ms == 0)
    return ready;
  if (state.held > 0)
    return really_poll (fds, n_fds, 1);

  /* By the time that a thread waits, what it has sent was counted, and what it has done is told. */
  if (!threads_wait ())
    return really_poll (fds, n_fds, 1);
  ready = settle (fds, n_fds);
  if (ready == 0)
    ready = really_poll (fds, n_fds, 0);
  if (ready != 0)
    return ready;
  if (timeout_ms < 0)
    return really_poll (fds, n_fds, 1);

  state.wakeups++;
  jump ((gint64) timeout_ms * 1000);

  return 0;
}

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

void
virtual_clock_run_us (gint64 us)
{
  g_autoptr(GSource) source = g_timeout_source_new (0);
  gboolean done = FALSE;

  g_assert_true (clocks.frozen);
  g_source_set_ready_time (source, g_get_monotonic_time () + us);
  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_callback (source, set_true_cb, &done, NULL);
  g_source_attach (source, NULL);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

guint64
virtual_clock_get_wakeups (void)
{
  return state.wakeups;
}

/* ── on and off ── */

static void
alarm_cb (int number)
{
  static const char message[] = "\nBail out! The watchdog of real time: this test hangs\n";
  ssize_t written = write (STDERR_FILENO, message, sizeof message - 1);

  (void) written;
  abort ();
}

void
virtual_clock_set_watchdog (guint seconds)
{
  signal (SIGALRM, alarm_cb);
  alarm (seconds);
}

static void
begin (void)
{
  clocks.wall_us = kernel_us (CLOCK_REALTIME) - kernel_us (CLOCK_MONOTONIC);
  clocks.boot_us = kernel_us (CLOCK_BOOTTIME) - kernel_us (CLOCK_MONOTONIC);
  g_main_context_set_poll_func (NULL, poll_cb);
  virtual_clock_set_watchdog (WATCHDOG_SECONDS);
  state.start_us = kernel_us (CLOCK_MONOTONIC);
  g_atomic_int_set (&started, 1);
}

void
virtual_clock_start (void)
{
  if (!g_atomic_int_get (&started))
    begin ();
  g_assert_false (clocks.frozen);

  g_mutex_lock (&clock_lock);
  clocks.monotonic_us += kernel_us (CLOCK_MONOTONIC);
  clocks.frozen = TRUE;
  g_mutex_unlock (&clock_lock);
  state.turns = 0;
}

void
virtual_clock_stop (void)
{
  g_assert_true (clocks.frozen);

  g_mutex_lock (&clock_lock);
  clocks.monotonic_us -= kernel_us (CLOCK_MONOTONIC);
  clocks.frozen = FALSE;
  g_mutex_unlock (&clock_lock);
}
