/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-agents.h"
#include "tactus-sim-band.h"
#include "tactus-sim-tree.h"

G_BEGIN_DECLS

/**
 * TactusSimBluezFault:
 *
 * What the virtual Bluetooth service can do wrong.  "text" is the error name or property name that
 * goes with it, "delay" its time; each has a default.
 */
typedef enum {
  TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS,       /* text: error name, message */
  TACTUS_SIM_BLUEZ_FAULT_CONNECT_LATE,        /* connected, but the reply takes delay more */
  TACTUS_SIM_BLUEZ_FAULT_CONNECT_NEVER,       /* neither link nor reply, until Disconnect */
  TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY,      /* read, write: InProgress */
  TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS,     /* read, write: text: error name, message */
  TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER,     /* read, write: no reply while the link holds */
  TACTUS_SIM_BLUEZ_FAULT_NOTIFY_FAILS,        /* StartNotify: text: error name, message */
  TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY,      /* ServicesResolved, the objects delay later; text:
                                               * only the characteristic with that UUID */
  TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EMPTY,      /* ServicesResolved, and no objects */
  TACTUS_SIM_BLUEZ_FAULT_RESOLVED_NEVER,
  TACTUS_SIM_BLUEZ_FAULT_VALUE_BEFORE_REPLY,  /* a value before StartNotify has answered */
  TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES,         /* text: only that property; else all of them */
  TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED,       /* every call */
  TACTUS_SIM_BLUEZ_FAULT_UNKNOWN_OBJECT,      /* every call on a device and its characteristics */
  TACTUS_SIM_BLUEZ_FAULT_REMOVED_DURING_CALL, /* the device's object goes while a call runs */
  TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_BUSY,      /* StartDiscovery: InProgress */
  TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_NOT_READY,
  TACTUS_SIM_BLUEZ_FAULT_POWER_BLOCKED,       /* Powered cannot be set: rfkill */
  TACTUS_SIM_BLUEZ_FAULT_POWER_BUSY,
} TactusSimBluezFault;

#define TACTUS_SIM_N_BLUEZ_FAULTS (TACTUS_SIM_BLUEZ_FAULT_POWER_BUSY + 1)

/**
 * TactusSimBluezDelays:
 * @appear_ms: from one advertisement to the next while scanning
 * @connect_ms: to the link
 * @resolve_ms: from the link to ServicesResolved
 * @operation_ms: read, write with response, StartNotify
 * @disconnect_ms: Disconnect; BlueZ takes two seconds and more
 * @unreachable_ms: until Connect gives up on a band that is not there; BlueZ: 42 s
 * @temporary_ms: until a device that is neither connected nor seen is dropped
 * @bond_ms: of a pairing, after everyone has agreed
 * @agent_ms: how long an agent may take to answer; BlueZ: 60 s
 *
 * How long everything takes.
 */
typedef struct {
  guint appear_ms;
  guint connect_ms;
  guint resolve_ms;
  guint operation_ms;
  guint disconnect_ms;
  guint unreachable_ms;
  guint temporary_ms;
  guint bond_ms;
  guint agent_ms;
} TactusSimBluezDelays;

/**
 * TactusSimWorld:
 *
 * What the parts of one virtual BlueZ share.
 */
typedef struct _TactusSimWorld TactusSimWorld;

struct _TactusSimWorld {
  GDBusConnection      *connection; /* (owned) */
  TactusSimTree        *tree;       /* (owned) (nullable): not while stopped */
  TactusSimAgents      *agents;     /* (owned) (nullable): not while stopped */
  GPtrArray            *bands;      /* (owned) (element-type TactusSimBand) */
  TactusSimBluezDelays  delays;
  guint                 crowd;      /* bands that advertise at a time; 0 is 1 */
  struct {
    int    times;                   /* left; -1: for ever */
    char  *name;                    /* (owned) (nullable): NULL: the default */
    char  *message;                 /* (owned) (nullable) */
    guint  delay_ms;                /* 0: the default */
  } faults[TACTUS_SIM_N_BLUEZ_FAULTS];
};

TactusSimWorld *tactus_sim_world_new       (GDBusConnection       *connection);
void            tactus_sim_world_free      (TactusSimWorld        *self);

void            tactus_sim_world_set_fault (TactusSimWorld        *self,
                                            TactusSimBluezFault    fault,
                                            int                    times,
                                            const char            *name,
                                            const char            *message,
                                            guint                  delay_ms);

/** Returns: whether @fault strikes now; counts */
gboolean        tactus_sim_world_strikes   (TactusSimWorld        *self,
                                            TactusSimBluezFault    fault);

/** Returns: whether @fault would strike */
gboolean        tactus_sim_world_has       (TactusSimWorld        *self,
                                            TactusSimBluezFault    fault);

/** Returns: the time that goes with @fault */
guint           tactus_sim_world_delay     (TactusSimWorld        *self,
                                            TactusSimBluezFault    fault);

/** tactus_sim_world_fail: answers with the error that goes with @fault */
void            tactus_sim_world_fail      (TactusSimWorld        *self,
                                            TactusSimBluezFault    fault,
                                            GDBusMethodInvocation *invocation);

/* The errors of org.bluez, with its words. */
typedef enum {
  TACTUS_SIM_REPLY_INVALID_ARGUMENTS,
  TACTUS_SIM_REPLY_IN_PROGRESS,
  TACTUS_SIM_REPLY_NOT_READY,
  TACTUS_SIM_REPLY_NOT_SUPPORTED,
  TACTUS_SIM_REPLY_NOT_CONNECTED,       /* org.bluez.Error.NotConnected */
  TACTUS_SIM_REPLY_FAILED_NOT_CONNECTED, /* org.bluez.Error.Failed "Not connected" */
  TACTUS_SIM_REPLY_DOES_NOT_EXIST,
  TACTUS_SIM_REPLY_NO_DISCOVERY,
  TACTUS_SIM_REPLY_NO_NOTIFY,
  TACTUS_SIM_REPLY_ABORTED,             /* le-connection-abort-by-local */
  TACTUS_SIM_REPLY_CANCELLED,           /* br-connection-canceled */
  TACTUS_SIM_REPLY_NOT_POWERED,
  TACTUS_SIM_REPLY_INITIATE_WRITE,
  TACTUS_SIM_REPLY_UNKNOWN_OBJECT,
  TACTUS_SIM_REPLY_ALREADY_EXISTS,
  TACTUS_SIM_REPLY_AUTHENTICATION_FAILED,
  TACTUS_SIM_REPLY_AUTHENTICATION_CANCELED,
  TACTUS_SIM_REPLY_AUTHENTICATION_TIMEOUT,
  TACTUS_SIM_REPLY_CONNECTION_ATTEMPT_FAILED,
} TactusSimReply;

/** tactus_sim_reply: answers @invocation (transfer full) with an error */
void            tactus_sim_reply           (GDBusMethodInvocation *invocation,
                                            TactusSimReply         reply);

/** tactus_sim_reply_att: the same for an ATT error code */
void            tactus_sim_reply_att       (GDBusMethodInvocation *invocation,
                                            guint8                 att_error);

/** tactus_sim_reply_ok: answers (transfer full) @invocation, which returns nothing */
void            tactus_sim_reply_ok        (GDBusMethodInvocation *invocation);

G_END_DECLS
