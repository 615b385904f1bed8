/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-gist.h"

G_BEGIN_DECLS

/* So many of each level make one of the next.  A power of two, for shifts instead of divisions;
 * with a small one few are looked at on each level, and the lowest outweighs all others anyway. */
#define TACTUS_PYRAMID_FAN_OUT_BITS 3
#define TACTUS_PYRAMID_FAN_OUT      (1 << TACTUS_PYRAMID_FAN_OUT_BITS)

/**
 * TactusPyramid:
 *
 * Gists in a row, and gists of gists, so that what any part of the row comes to, and where
 * in it something is, is known after a look at some of them.  Costs a gist each, and little more.
 */
typedef struct _TactusPyramid TactusPyramid;

TactusPyramid *tactus_pyramid_new       (void);
void           tactus_pyramid_free      (TactusPyramid       *self);

/** tactus_pyramid_append: in constant time, taken over many */
void           tactus_pyramid_append    (TactusPyramid       *self,
                                         const TactusGist    *gist);

gsize          tactus_pyramid_get_length (TactusPyramid      *self);

/** tactus_pyramid_fold: adds the gists from @begin to before @end to @gist */
void           tactus_pyramid_fold      (TactusPyramid       *self,
                                         gsize                begin,
                                         gsize                end,
                                         TactusGist          *gist);

/** tactus_pyramid_find: Returns: the first gist from @begin to before @end that has any of
 *    @marks, or @end */
gsize          tactus_pyramid_find      (TactusPyramid       *self,
                                         gsize                begin,
                                         gsize                end,
                                         guint                marks);

/** tactus_pyramid_find_last: Returns: the one right of the last gist from @begin to before @end
 *    that has any of @marks, or @begin */
gsize          tactus_pyramid_find_last (TactusPyramid       *self,
                                         gsize                begin,
                                         gsize                end,
                                         guint                marks);

/** tactus_pyramid_get_size: Returns: bytes of memory taken */
gsize          tactus_pyramid_get_size  (TactusPyramid       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusPyramid, tactus_pyramid_free)

G_END_DECLS
