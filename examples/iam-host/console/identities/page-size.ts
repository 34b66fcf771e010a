/** How many rows stand on one page. */
export const PAGE_SIZE = 25;
