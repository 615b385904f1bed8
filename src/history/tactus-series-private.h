/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-gist.h"
#include "tactus-series.h"

G_BEGIN_DECLS

/* For the neighbours in this folder: where in a series what lasts.  A state lasts from its reading
 * to the next, that of the last one until @until_us; see TactusGist for the marks. */

/** tactus_series_get_marks: Returns: what reading @index says */
guint tactus_series_get_marks  (TactusSeries *self,
                                gsize         index,
                                gint64        until_us);

/** tactus_series_find_mark: Returns: the first reading from @begin to before @end with any of
 *    @marks, or @end; in the time of a logarithm, as the next one */
gsize tactus_series_find_mark  (TactusSeries *self,
                                gsize         begin,
                                gsize         end,
                                guint         marks,
                                gint64        until_us);

/** tactus_series_find_last_mark: Returns: the one right of the last reading from @begin to before
 *    @end with any of @marks, or @begin */
gsize tactus_series_find_last_mark (TactusSeries *self,
                                    gsize         begin,
                                    gsize         end,
                                    guint         marks,
                                    gint64        until_us);

G_END_DECLS
