/**
 * Classes for a table whose rows become stacked blocks where a phone would cut columns off. For cells that say by themselves
 * what they hold: the header is not shown then.
 */
export const stackedTable =
  'max-md:block max-md:[&_tbody]:block max-md:[&_td]:block max-md:[&_td]:px-4 max-md:[&_td]:py-1 max-md:[&_thead]:sr-only max-md:[&_tr]:block max-md:[&_tr]:py-2'
