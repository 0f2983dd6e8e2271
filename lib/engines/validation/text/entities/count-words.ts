/** Words that name a number without being one: nothing, a dozen, a pair. None of them is read as a figure. */
const list = `
a an quarter third viertel drittel fünftel achtel quart tiers cuarto tercio quarto terzo terço kwart derde fjärdedel tredjedel fjerdedel een één en et un une una uno um uma
once twice thrice dozen dozens couple pair few several both half quarter double triple single zero nil nought naught none nothing null nada zip zilch
zippo love duck zero's no score gross grand ton hundred thousand million billion lakh crore solo trio duo quartet handful bunch lots many any some all umpteen
einmal zweimal dreimal dutzend paar halb kein keine keinen keiner keines keins nichts nix null mandel schock gros ein eine einen beide einige viele mehrere
douzaine dizaine vingtaine trentaine quarantaine cinquantaine centaine millier paire couple aucun aucune rien zéro nul demi demie moitié deux quelques plusieurs
docena decena veintena treintena centena centenar millar par pareja ninguno ninguna ningún nada cero media medio mitad ambos varios
dozzina decina ventina trentina centinaio migliaio paio coppia nessuno nessuna niente nulla zero mezzo mezza entrambi alcuni
dúzia dezena vintena centena milhar par nenhum nenhuma nada meia meio ambos vários
dozijn tiental twintigtal paar koppel geen niets nul half halve beide enkele
dussin tjog par ingen inget inga noll halv båda några snes intet nul halvt begge
`
const words = new Set(list.trim().split(/\s+/))

/** Whether a word may name a number, as `dozen` or a Roman numeral does. */
export const mayBeCount = (word: string) => words.has(word) || /^[ivxlcdm]+$/.test(word)
