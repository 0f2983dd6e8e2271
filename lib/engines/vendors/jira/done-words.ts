// Names of closed statuses, transitions and resolutions as Jira's translations and teams write them, by language:
// English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Norwegian, Finnish, Polish, Czech,
// Slovak, Russian, Ukrainian, Hungarian, Romanian, Turkish, Greek, Estonian, Japanese, Korean, Chinese, Vietnamese.

/** That the fault is mended, and nothing else; the clearest first. */
const mended = [
  `fixed; behoben, fehler behoben, korrigiert, repariert; corrigé, corrigée; corregido, corregida; corrigido, corrigida;
   corretto, corretta; opgelost, hersteld, gerepareerd; åtgärdad, åtgärdat, fixad; rettet, løst; korjattu; naprawione,
   naprawiony; opraveno, opravené; исправлено, исправлен; виправлено; javítva, kijavítva; remediat, corectat; düzeltildi;
   διορθώθηκε; parandatud; 修正済み, 修正完了; 수정됨, 수정 완료; 已修复, 已修復, 已修正; đã sửa`,
  `done; erledigt, fertig, fertiggestellt; terminé, terminée, fini, finie, fait; hecho, hecha, listo, lista, finalizado,
   finalizada, terminado, terminada; feito, concluído, concluída, itens concluídos; fatto, completato, completata;
   gereed, klaar, voltooid, afgerond; klar, klart, färdig, slutförd; færdig, udført, fuldført; ferdig, utført, fullført;
   valmis, tehty; gotowe, zrobione, ukończone, zakończone; hotovo, dokončeno, dokončené; готово, сделано, выполнено,
   завершено; зроблено, виконано; kész, befejezve, elkészült; gata, efectuat; bitti, tamam, tamamlandı, yapıldı;
   ολοκληρώθηκε, έγινε; tehtud; 完了, 完了済み, 済み, 対応済み; 완료, 완료됨; 完成, 已完成; hoàn thành, xong, đã xong`,
  `resolved, solved; gelöst; résolu, résolue; resuelto, resuelta, solucionado, solucionada; resolvido, resolvida; risolto,
   risolta; löst; afsluttet; ratkaistu; rozwiązane, rozwiązany; vyřešeno, vyřešené, vyriešené; решено, решен, решён;
   вирішено; megoldva, megoldott; rezolvat; çözüldü; επιλύθηκε; lahendatud; 解決, 解決済み; 해결, 해결됨; 解决, 已解决, 已解決;
   đã giải quyết`,
  `complete, completed, finished; abgeschlossen, beendet; achevé; completado, completo; encerrado; concluso, terminato;
   avslutad, avsluttet; loppu; zakończony; ukončeno, ukončené; окончено; finalizat; tamamlanmış; 終了; 종료, 종료됨; 结束,
   已結束`,
  `closed; geschlossen; fermé, fermée, clos, close, clôturé; cerrado, cerrada; fechado, fechada; chiuso, chiusa; gesloten;
   stängd, stängt; lukket; suljettu; zamknięte, zamknięty; uzavřeno, zavřeno, uzavreté, zatvorené; закрыто, закрыт; закрито;
   lezárva, lezárt; închis; kapatıldı, kapalı; έκλεισε, κλειστό; suletud; クローズ, クローズ済み; 닫힘; 关闭, 已关闭, 已關閉; đã đóng`,
]

/** Whole words that say no. */
const negations = `no, not, wont, cant, cannot, never, without, non; nicht, kein, keine; pas, sans; não, sem; niet, geen; inte,
   ej, utan; ikke, ingen, uten; ei, eivät; nie, bez; ne, není; не, нет, без; ні; nem; nu, fără; değil; δεν, χωρίς; không`

/** Beginnings of words for what was closed without being mended. */
const refusals = `reject, declin, cancel, duplicat, invalid, obsolet, abandon, withdraw, wontfix, wontdo, dismiss, discard,
   deferr, postpon, ignor, irreproduc, unreproduc, unresolv, archiv, denied, refus; ablehn, abgelehn, abgebroch, abbrech,
   abbruch, verworf, verwerf, duplikat, doppelt, dublett, ungultig, storn, zuruckgew, zuruckgez, hinfall, entfall, verschob,
   irrelevan, widerruf; rejet, annul, doublon, invalid, repouss, report; rechaz, descart, anulad, duplicad, aplazad; rejeit,
   recus, cancelad, adiad; rifiut, respint, annullat, scartat, rimandat; afgewez, afgekeur, geannul, dubbel, vervall, geweig,
   ongeldig, uitgesteld; avvis, avbrut, avslag, avboj, ogiltig, forkast, uppskjut; afvis, annuller, afbrud, udskudt; avbrutt,
   kanseller, utsatt; hylat, hylk, peru, kaksois, virheel; odrzuc, anulow, zaniech, nieprawid, odlozon; zamit, zrus, odmit,
   odmiet, neplat, nebud, zamiet, duplik, odloz; отклон, отмен, дубл, отказ, отверг, недейств, отлож; відхил, скасов, дубл,
   відмов; elutasit, visszavon, torolv, megse, ismetlod, ervenytelen, elhalaszt; respins, anulat, amanat; redd, iptal, yinelen,
   tekrar, gecersiz, yapilmay, ertelen; απορρ, ακυρ, διπλ, αναβ; tagasi, tuhist, duplikaat; hủy, huy, trùng, trung`

/** The same where words have no spaces: anywhere in the name. */
const refusalParts = `từ chối, 却下, 拒否, キャンセル, 中止, 重複, ない, 不要, 無効, 取消, 取り消, 見送, 不可, 破棄, 保留, 거부, 거절, 반려, 취소,
   중복, 않, 안 함, 안함, 못, 불가, 무효, 보류, 拒, 取消, 重复, 重複, 不, 无效, 無效, 驳回, 駁回, 作废, 作廢, 废弃, 廢棄, 无法, 無法, 挂起`

/** Small letters without their accents, apostrophes or double spaces. */
const calm = (name: string) =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll(/['’‘`´]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

const list = (words: string) => words.split(/[,;]/).map(calm)

const ranks = new Map(mended.flatMap((words, rank) => list(words).map((word) => [word, rank])))
const noWords = new Set(list(negations))
const stems = list(refusals)
const parts = list(refusalParts)

const wordsOf = (name: string) => name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')

/** Whether a name says that something was closed without being mended: won't do, duplicate, rejected, cancelled, … */
export function isRefusal(name: string): boolean {
  const text = calm(name)
  return (
    parts.some((part) => text.includes(part)) ||
    wordsOf(text).some((word) => noWords.has(word) || stems.some((stem) => word.startsWith(stem)))
  )
}

/**
 * How clearly a name says that the fault is mended: 0 (fixed), 1 (done), 2 (resolved), 3 (complete), 4 (closed); null when
 * it says something else, or nothing that is known. `Done / Erledigt` says what its parts say.
 */
export function mendedRank(name: string): number | null {
  if (isRefusal(name)) return null
  const text = calm(name)
  const said = [text, ...text.split(/[/|(),;:–—-]+/).map((part) => part.trim())]
  const found = said.map((one) => ranks.get(one)).filter((rank) => rank !== undefined)
  return found.length > 0 ? Math.min(...found) : null
}
