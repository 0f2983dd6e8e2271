/** Something in the code that breaks a rule of the house. */
export type Finding = {
  /** what it is about, as the list of exceptions names it: `setting READ_REPLICA_URL` */
  name: string
  /** what is wrong and how to fix it */
  problem: string
}
