import { cache } from 'react'

import { countOpenReviews } from '#lib/review/queries.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'

/** What the start dialog offers; a page may show it more than once and reads it once. */
export const loadStartOptions = cache(startRunOptions)

/** How many items wait for review: beside the navigation and on the review page. */
export const loadOpenReviews = cache(countOpenReviews)
