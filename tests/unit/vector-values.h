/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "tactus-band-time.h"
#include "tactus-key.h"

/* How vectors write what the protocol's functions take and give. */

/** vector_bad_input: Returns: %FALSE */
gboolean    vector_bad_input          (GError     **error,
                                       const char  *name,
                                       const char  *wanted);

/* Input */

gboolean    vector_is_absent          (JsonObject  *input,
                                       const char  *name);
const char *vector_peek_text          (JsonObject  *input,
                                       const char  *name);
gboolean    vector_get_text           (JsonObject  *input,
                                       const char  *name,
                                       const char **text,
                                       GError     **error);
gboolean    vector_get_bytes          (JsonObject  *input,
                                       const char  *name,
                                       GBytes     **bytes,
                                       GError     **error);
gboolean    vector_get_optional_bytes (JsonObject  *input,
                                       const char  *name,
                                       GBytes     **bytes,
                                       GError     **error);
gboolean    vector_get_block          (JsonObject  *input,
                                       const char  *name,
                                       GBytes     **bytes,
                                       GError     **error);
gboolean    vector_get_key            (JsonObject  *input,
                                       TactusKey  **key,
                                       GError     **error);
gboolean    vector_get_number         (JsonObject  *input,
                                       const char  *name,
                                       gint64       minimum,
                                       gint64       maximum,
                                       gint64      *number,
                                       GError     **error);
gboolean    vector_get_real           (JsonObject  *input,
                                       const char  *name,
                                       double      *number,
                                       GError     **error);

/** vector_get_boolean: @fallback: if it is absent */
gboolean    vector_get_boolean        (JsonObject  *input,
                                       const char  *name,
                                       gboolean     fallback,
                                       gboolean    *value,
                                       GError     **error);
gboolean    vector_get_array          (JsonObject  *input,
                                       const char  *name,
                                       JsonArray  **array,
                                       GError     **error);
gboolean    vector_get_flags          (JsonObject  *input,
                                       const char  *name,
                                       guint8      *flags,
                                       GError     **error);

/* Result */

void        vector_put_text           (JsonObject  *result,
                                       const char  *name,
                                       const char  *text);
void        vector_put_bytes          (JsonObject   *result,
                                       const char   *name,
                                       const guint8 *data,
                                       gsize         length);
void        vector_put_optional       (JsonObject  *result,
                                       const char  *name,
                                       gint64       number,
                                       gboolean     present);
void        vector_put_zone           (JsonObject  *result,
                                       const char  *name,
                                       gint8        quarters);
void        vector_put_time           (JsonObject           *result,
                                       const char           *name,
                                       gboolean              present,
                                       const TactusBandTime *time);
