import { cache } from 'react'

import { countOpenReviews } from '#lib/review/queries.ts'

/** How many items wait for review: beside the navigation and on the review page. */
export const loadOpenReviews = cache(countOpenReviews)
