/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-chart-probe.h"
#include "tactus-chart-times.h"
#include "tactus-trend.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

/* What the chart says, on the screen and to a screen reader.  All strings are for the caller. */

/** tactus_chart_words_state: Returns: (transfer none): what @kind is called in the chart, such as
 *    "Not worn"; "" for a pulse */
const char *tactus_chart_words_state   (TactusReadingKind      kind);

/** tactus_chart_words_window: "last 5 minutes"; 0: "all readings" */
char       *tactus_chart_words_window  (guint                  seconds);

/** tactus_chart_words_span: "14:00 to 15:00", with dates where they are not those of @now_us */
char       *tactus_chart_words_span    (gint64                 from_us,
                                        gint64                 to_us,
                                        gint64                 now_us,
                                        const TactusTimeStyle *clock);

/** tactus_chart_words_trend: Returns: (transfer none): "falling"; "" if it is not known */
const char *tactus_chart_words_trend   (TactusTrend            trend);

/**
 * tactus_chart_words_summary:
 * @span: what was counted: "last 5 minutes"
 * @present: (nullable): "now 72"
 *
 * "Heart rate, last 5 minutes: 62 to 91, average 74, falling, now 72"
 */
char       *tactus_chart_words_summary (const char            *span,
                                        const TactusSummary   *summary,
                                        TactusTrend            trend,
                                        const char            *present);

/** tactus_chart_words_value: "72 bpm", "62–91 bpm", "Not worn" */
char       *tactus_chart_words_value   (const TactusChartProbe *probe);

/** tactus_chart_words_zone: "Zone 3 · 70–80 %", "Below Zone 1"; %NULL without zones or pulse */
char       *tactus_chart_words_zone    (const TactusChartProbe *probe,
                                        const TactusZones      *zones);

/** tactus_chart_words_marker: "Marker 2: coffee" */
char       *tactus_chart_words_marker  (guint                  number,
                                        const char            *text);

G_END_DECLS
