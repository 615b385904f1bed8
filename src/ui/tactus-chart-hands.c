/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-hands.h"

#include <math.h>

#include <adwaita.h>

#include "tactus-chart-private.h"
#include "tactus-widget-look.h"

#define WHEEL_ZOOM       1.25     /* a click of the wheel */
#define KEY_ZOOM         1.5
#define WHEEL_PAN        0.12     /* of the window, a click of the wheel */
#define KEY_PAN          0.1
#define DRAG_BEGINS      8.0      /* pixels; less is a shaky hand */
#define COAST_MS         400
#define COAST_S          0.25     /* how long the speed of the hand goes on, all in all */
#define SLOWEST          80.0     /* pixels a second, below which it stays where it is let go */

typedef struct {
  TactusChart  *chart;        /* not owned: it owns us */
  AdwAnimation *coast;        /* (owned) */
  double        coasted;      /* pixels */
  double        coast_width;  /* pixels */
  double        dragged;      /* pixels that the chart has gone along */
  gint64        drag_us;      /* monotonic: when the hand moved last */
  double        speed;        /* pixels a second */
  gboolean      reading;      /* the finger reads out instead of dragging */
  double        pinched;      /* the scale when fingers moved last */
  double        pointer_x;    /* NAN: it is elsewhere */
} Hands;

static void
hands_free (gpointer data)
{
  Hands *self = data;

  adw_animation_pause (self->coast);
  g_object_unref (self->coast);
  g_free (self);
}

/* Coasting: a chart that was thrown goes on for a moment */

static void
coast_cb (double   share,
          gpointer user_data)
{
  Hands *self = user_data;
  double to = share * self->coast_width;

  tactus_chart_pan (self->chart, to - self->coasted);
  self->coasted = to;
}

static void
stop_coasting (Hands *self)
{
  self->coast_width = 0.0;
  adw_animation_pause (self->coast);
}

static void
start_coasting (Hands *self)
{
  if (fabs (self->speed) < SLOWEST || !tactus_widget_get_animated (GTK_WIDGET (self->chart)))
    return;

  self->coasted = 0.0;
  self->coast_width = self->speed * COAST_S;
  adw_animation_reset (self->coast);
  adw_animation_play (self->coast);
}

/* Dragging */

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               Hands          *self)
{
  stop_coasting (self);
  self->dragged = 0.0;
  self->speed = 0.0;
  self->drag_us = g_get_monotonic_time ();
}

/* Speed of about the last twentieth of a second. */
static void
take_speed (Hands  *self,
            double  moved)
{
  gint64 now_us = g_get_monotonic_time ();
  double seconds = MAX ((double) (now_us - self->drag_us) / G_USEC_PER_SEC, 0.001);
  double share = CLAMP (seconds / 0.05, 0.0, 1.0);

  self->speed += (moved / seconds - self->speed) * share;
  self->drag_us = now_us;
}

static void
read_out_at (Hands          *self,
             GtkGestureDrag *gesture,
             double          offset)
{
  double x;
  double y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    tactus_chart_point (self->chart, x + offset);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          offset_x,
                double          offset_y,
                Hands          *self)
{
  if (self->reading)
    {
      read_out_at (self, gesture, offset_x);
      return;
    }

  /* Up and down is for the page around. */
  if (self->dragged == 0.0 && fabs (offset_y) > MAX (fabs (offset_x), DRAG_BEGINS))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  if (self->dragged == 0.0 && fabs (offset_x) < DRAG_BEGINS)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  take_speed (self, offset_x - self->dragged);
  tactus_chart_pan (self->chart, offset_x - self->dragged);
  self->dragged = offset_x;
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          offset_x,
             double          offset_y,
             Hands          *self)
{
  gboolean dragged = self->dragged != 0.0 && !self->reading;

  self->reading = FALSE;
  if (!dragged)
    return;

  /* A hand that rests before it lets go throws nothing. */
  take_speed (self, 0.0);
  start_coasting (self);
}

/* Pointing */

static gboolean
is_finger (GtkEventController *controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  return device && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static void
motion_cb (GtkEventController *controller,
           double              x,
           double              y,
           Hands              *self)
{
  if (is_finger (controller))
    return;

  self->pointer_x = x;
  tactus_chart_point (self->chart, x);
}

static void
leave_cb (GtkEventController *controller,
          Hands              *self)
{
  self->pointer_x = NAN;
  tactus_chart_unpoint (self->chart);
}

static void
click_cb (GtkGestureClick *gesture,
          int              presses,
          double           x,
          double           y,
          Hands           *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
  tactus_chart_point (self->chart, x);
}

static void
long_press_cb (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               Hands               *self)
{
  self->reading = TRUE;
  tactus_chart_point (self->chart, x);
}

/* Wheel and pinch */

static gboolean
is_pixels (GtkEventControllerScroll *controller)
{
  return gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
}

static void
scroll_along (Hands                    *self,
              GtkEventControllerScroll *controller,
              double                    by)
{
  double sign = tactus_chart_get_mirrored (self->chart) ? -1.0 : 1.0;

  stop_coasting (self);
  if (is_pixels (controller))
    tactus_chart_pan (self->chart, -by);
  else
    tactus_chart_page (self->chart, sign * by * WHEEL_PAN);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           Hands                    *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (state & GDK_CONTROL_MASK)
    {
      double clicks = is_pixels (controller) ? dy / 60.0 : dy;

      tactus_chart_zoom (self->chart, pow (WHEEL_ZOOM, clicks), self->pointer_x);
      return TRUE;
    }

  if (state & GDK_SHIFT_MASK && dx == 0.0)
    dx = dy;
  else if (fabs (dx) <= fabs (dy))
    return FALSE;

  scroll_along (self, controller, dx);
  return TRUE;
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                Hands            *self)
{
  stop_coasting (self);
  self->pinched = 1.0;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          scale,
          Hands          *self)
{
  double x;
  double y;

  if (scale <= 0.0)
    return;
  if (!gtk_gesture_is_active (GTK_GESTURE (gesture)) ||
      !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    x = NAN;
  tactus_chart_zoom (self->chart, self->pinched / scale, x);
  self->pinched = scale;
}

static void
add (Hands              *self,
     gpointer            controller,
     const char         *name)
{
  gtk_event_controller_set_name (GTK_EVENT_CONTROLLER (controller), name);
  gtk_widget_add_controller (GTK_WIDGET (self->chart), GTK_EVENT_CONTROLLER (controller));
}

static void
attach_pointing (Hands *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  add (self, motion, "chart-motion");

  g_signal_connect (click, "released", G_CALLBACK (click_cb), self);
  add (self, click, "chart-click");

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_press_cb), self);
  add (self, press, "chart-press");
}

static void
attach_moving (Hands *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  add (self, drag, "chart-drag");

  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  add (self, pinch, "chart-pinch");

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  add (self, scroll, "chart-scroll");
}

void
tactus_chart_hands_attach (TactusChart *chart)
{
  Hands *self = g_new0 (Hands, 1);
  AdwAnimationTarget *target = adw_callback_animation_target_new (coast_cb, self, NULL);

  self->chart = chart;
  self->pointer_x = NAN;
  self->pinched = 1.0;
  self->coast = adw_timed_animation_new (GTK_WIDGET (chart), 0.0, 1.0, COAST_MS, target);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->coast), ADW_EASE_OUT_CUBIC);
  g_object_set_data_full (G_OBJECT (chart), "tactus-chart-hands", self, hands_free);
  attach_pointing (self);
  attach_moving (self);
}

/* Keys */

typedef enum {
  WALK,
  PAN,
  ZOOM,
  PAGE,
  GO,
  SAY,
  LEAVE,
} KeyCommand;

static const struct {
  guint           keyval;
  GdkModifierType state;
  KeyCommand      command;
  int             amount;    /* along the screen for WALK and PAN, otherwise along time */
} keys[] = {
  { GDK_KEY_Left, 0, WALK, -1 },
  { GDK_KEY_Right, 0, WALK, 1 },
  { GDK_KEY_KP_Left, 0, WALK, -1 },
  { GDK_KEY_KP_Right, 0, WALK, 1 },
  { GDK_KEY_Left, GDK_SHIFT_MASK, PAN, -1 },
  { GDK_KEY_Right, GDK_SHIFT_MASK, PAN, 1 },
  { GDK_KEY_Left, GDK_CONTROL_MASK, PAN, -1 },
  { GDK_KEY_Right, GDK_CONTROL_MASK, PAN, 1 },
  { GDK_KEY_plus, 0, ZOOM, -1 },
  { GDK_KEY_plus, GDK_SHIFT_MASK, ZOOM, -1 },
  { GDK_KEY_equal, 0, ZOOM, -1 },
  { GDK_KEY_KP_Add, 0, ZOOM, -1 },
  { GDK_KEY_minus, 0, ZOOM, 1 },
  { GDK_KEY_KP_Subtract, 0, ZOOM, 1 },
  { GDK_KEY_plus, GDK_CONTROL_MASK, ZOOM, -1 },
  { GDK_KEY_equal, GDK_CONTROL_MASK, ZOOM, -1 },
  { GDK_KEY_minus, GDK_CONTROL_MASK, ZOOM, 1 },
  { GDK_KEY_Page_Up, 0, PAGE, -1 },
  { GDK_KEY_Page_Down, 0, PAGE, 1 },
  { GDK_KEY_Home, 0, GO, 0 },
  { GDK_KEY_End, 0, GO, 1 },
  { GDK_KEY_s, 0, SAY, 0 },
  { GDK_KEY_i, GDK_CONTROL_MASK, SAY, 0 },
  { GDK_KEY_Escape, 0, LEAVE, 0 },
};

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  TactusChart *chart = TACTUS_CHART (widget);
  int command;
  int amount;
  int along;

  g_variant_get (arguments, "(ii)", &command, &amount);
  along = tactus_chart_get_mirrored (chart) ? -amount : amount;

  switch ((KeyCommand) command)
    {
    case WALK:
      tactus_chart_walk (chart, along);
      return TRUE;
    case PAN:
      tactus_chart_page (chart, along * KEY_PAN);
      return TRUE;
    case ZOOM:
      tactus_chart_zoom (chart, amount > 0 ? KEY_ZOOM : 1.0 / KEY_ZOOM, NAN);
      return TRUE;
    case PAGE:
      tactus_chart_page (chart, amount);
      return TRUE;
    case GO:
      tactus_chart_go (chart, amount > 0);
      return TRUE;
    case SAY:
      tactus_chart_say_summary (chart);
      return TRUE;
    case LEAVE:
      return tactus_chart_escape (chart);
    default:
      return FALSE;
    }
}

void
tactus_chart_hands_install_keys (GtkWidgetClass *klass)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].keyval, keys[i].state, key_cb, "(ii)",
                                  (int) keys[i].command, keys[i].amount);
}
