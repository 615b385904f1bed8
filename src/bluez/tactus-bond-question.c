/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bond-question-private.h"

struct _TactusBondQuestion
{
  GObject parent_instance;

  TactusBondQuestionKind kind;
  guint passkey;
  TactusBondAnswerFunc func; /* (nullable): answered, or withdrawn */
  gpointer user_data;
};

G_DEFINE_FINAL_TYPE (TactusBondQuestion, tactus_bond_question, G_TYPE_OBJECT)

enum {
  SIGNAL_WITHDRAWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

TactusBondQuestion *
tactus_bond_question_new (TactusBondQuestionKind kind,
                          guint                  passkey,
                          TactusBondAnswerFunc   func,
                          gpointer               user_data)
{
  TactusBondQuestion *self = g_object_new (TACTUS_TYPE_BOND_QUESTION, NULL);

  self->kind = kind;
  self->passkey = passkey;
  self->func = func;
  self->user_data = user_data;

  return self;
}

TactusBondQuestionKind
tactus_bond_question_get_kind (TactusBondQuestion *self)
{
  g_return_val_if_fail (TACTUS_IS_BOND_QUESTION (self), TACTUS_BOND_ALLOW);

  return self->kind;
}

guint
tactus_bond_question_get_passkey (TactusBondQuestion *self)
{
  g_return_val_if_fail (TACTUS_IS_BOND_QUESTION (self), 0);

  return self->passkey;
}

void
tactus_bond_question_answer (TactusBondQuestion *self,
                             gboolean            yes,
                             guint               passkey)
{
  TactusBondAnswerFunc func;

  g_return_if_fail (TACTUS_IS_BOND_QUESTION (self));

  func = g_steal_pointer (&self->func);
  if (func)
    func (yes, passkey, self->user_data);
}

void
tactus_bond_question_withdraw (TactusBondQuestion *self)
{
  g_autoptr(TactusBondQuestion) kept = g_object_ref (self);

  self->func = NULL;
  g_signal_emit (self, signals[SIGNAL_WITHDRAWN], 0);
}

/* Nobody is left who could answer. */
static void
tactus_bond_question_dispose (GObject *object)
{
  TactusBondQuestion *self = TACTUS_BOND_QUESTION (object);

  if (self->kind != TACTUS_BOND_SHOW)
    tactus_bond_question_answer (self, FALSE, 0);
  self->func = NULL;

  G_OBJECT_CLASS (tactus_bond_question_parent_class)->dispose (object);
}

static void
tactus_bond_question_class_init (TactusBondQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tactus_bond_question_dispose;

  signals[SIGNAL_WITHDRAWN] = g_signal_new ("withdrawn", TACTUS_TYPE_BOND_QUESTION,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
}

static void
tactus_bond_question_init (TactusBondQuestion *self)
{
}
