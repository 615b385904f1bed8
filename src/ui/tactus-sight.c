/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-sight.h"

#include "tactus-compat.h"
#include "tactus-lock-watch.h"

struct _TactusSight
{
  GObject parent_instance;

  GtkWidget *widget;     /* (nullable): weak */
  GSignalGroup *surface; /* (owned): of the window that the widget is in */
  TactusLockWatch *lock; /* (owned) (nullable): of the screen */
  gboolean in_sight;
};

typedef enum {
  PROP_IN_SIGHT = 1,
} TactusSightProperty;

static GParamSpec *properties[PROP_IN_SIGHT + 1];

G_DEFINE_FINAL_TYPE (TactusSight, tactus_sight, G_TYPE_OBJECT)

/* Returns: (transfer none) (nullable) */
static GdkSurface *
find_surface (TactusSight *self)
{
  GtkNative *native = gtk_widget_get_native (self->widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;

  return GDK_IS_TOPLEVEL (surface) ? surface : NULL;
}

static gboolean
find_out (TactusSight *self)
{
  GdkSurface *surface;

  if (self->widget == NULL || !gtk_widget_get_mapped (self->widget))
    return FALSE;
  if (self->lock && tactus_lock_watch_get_locked (self->lock))
    return FALSE;

  /* In a popover nobody tells. */
  surface = find_surface (self);
  return surface == NULL || !tactus_compat_is_hidden (GDK_TOPLEVEL (surface));
}

static void
update (TactusSight *self)
{
  gboolean in_sight = find_out (self);

  if (self->in_sight == in_sight)
    return;

  self->in_sight = in_sight;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_SIGHT]);
}

static void
map_cb (TactusSight *self)
{
  g_signal_group_set_target (self->surface, find_surface (self));
  update (self);
}

/* The handler of the signal runs before the widget says that it is unmapped. */
static void
unmap_cb (TactusSight *self)
{
  g_signal_group_set_target (self->surface, NULL);
  if (!self->in_sight)
    return;

  self->in_sight = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_SIGHT]);
}

TactusSight *
tactus_sight_new (GtkWidget *widget)
{
  TactusSight *self = g_object_new (TACTUS_TYPE_SIGHT, NULL);

  g_set_weak_pointer (&self->widget, widget);
  g_signal_connect_object (widget, "map", G_CALLBACK (map_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_SWAPPED);
  if (self->lock)
    g_signal_connect_object (self->lock, "notify::locked", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (widget))
    map_cb (self);

  return self;
}

gboolean
tactus_sight_get_in_sight (TactusSight *self)
{
  g_return_val_if_fail (TACTUS_IS_SIGHT (self), FALSE);

  return self->in_sight;
}

static void
tactus_sight_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TactusSight *self = TACTUS_SIGHT (object);

  switch ((TactusSightProperty) property_id)
    {
    case PROP_IN_SIGHT:
      g_value_set_boolean (value, self->in_sight);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_sight_dispose (GObject *object)
{
  TactusSight *self = TACTUS_SIGHT (object);

  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->surface);
  g_clear_object (&self->lock);

  G_OBJECT_CLASS (tactus_sight_parent_class)->dispose (object);
}

static void
tactus_sight_class_init (TactusSightClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_sight_get_property;
  object_class->dispose = tactus_sight_dispose;

  properties[PROP_IN_SIGHT] = g_param_spec_boolean ("in-sight", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_sight_init (TactusSight *self)
{
  g_set_object (&self->lock, tactus_lock_watch_get_default ());
  self->surface = g_signal_group_new (GDK_TYPE_SURFACE);
  g_signal_group_connect_swapped (self->surface, "notify::state", G_CALLBACK (update), self);
}
