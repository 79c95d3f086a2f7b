/** The limits that the database holds, stated once for the page. Lengths count characters (code points), as PostgreSQL does. */

/** A category's, source's or person's name. */
export const LONGEST_LABEL = 60
/** A text that can become another name of a label. */
export const LONGEST_ALIAS = 120
export const LONGEST_LEDGER_NAME = 60
export const LONGEST_AGENT_NAME = 60
/** A purchase's description. */
export const LONGEST_DESCRIPTION = 280

/** The most parts a purchase can be split into. */
export const MAX_INSTALLMENTS = 120

/** The largest amount of one purchase or budget: 999.999.999,99. */
export const MAX_AMOUNT_CENTS = 99_999_999_999
