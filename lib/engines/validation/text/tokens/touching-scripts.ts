const scripts =
  /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}ー々]/u

/** Whether a word is of a script in which numbers touch the words around them and codes have no letters. */
export const touchesNumbers = (word: string): boolean => scripts.test(word)
