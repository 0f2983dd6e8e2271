import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/**
 * What a voice AI says instead of an answer, by primary subtag, `|` between phrases. `refusal`: it apologises, has not
 * understood or cannot. `skills`: it lists what it can do. Errors are the same in all languages.
 */
type Row = { refusal: string; skills: string }

const errors =
  'error|exception|internal error|server error|bad gateway|service unavailable|timeout|timed out|stack trace|null|undefined|NaN'

const rows: Readonly<Record<string, Row>> = {
  en: {
    refusal:
      "sorry|apologies|apologize|apologise|I'm afraid|unfortunately|I don't know|I do not know|I don't understand|I do not understand|" +
      "didn't understand|did not understand|didn't get that|did not get that|didn't catch|did not catch|I can't|I cannot|I am not able|" +
      "I'm not able|I am unable|unable to|failed to|has failed|could not|couldn't|not sure|try again|please repeat|say that again|" +
      'went wrong|something is wrong|no idea|not supported|not possible|no results|nothing found|not found',
    skills:
      "I can help|I could help|can help you with|you can ask|try asking|try saying|what I can do|I'm here to help|I am here to help|" +
      'ask me about|my skills|I know about|how can I help|how may I help|what can I do for you',
  },
  de: {
    refusal:
      'leider|entschuldigung|entschuldige|entschuldigen|verzeihung|tut mir leid|bedauere|ich weiß nicht|weiß ich nicht|nicht verstanden|' +
      'verstehe nicht|verstehe ich nicht|kann ich nicht|ich kann nicht|konnte nicht|konnte ich nicht|nicht möglich|nicht gefunden|' +
      'fehlgeschlagen|gescheitert|versuchen sie es erneut|noch einmal|wiederholen|fehler|schiefgegangen|keine ahnung',
    skills:
      'ich kann ihnen helfen|ich kann dir helfen|ich kann helfen|ich kann bei|sie können mich|du kannst mich|fragen sie mich|frag mich|was ich kann|wie kann ich helfen|wie kann ich ihnen helfen|meine fähigkeiten',
  },
  fr: {
    refusal:
      "désolé|désolée|pardon|excusez-moi|excuse-moi|malheureusement|je ne sais pas|je ne comprends pas|je n'ai pas compris|pas compris|" +
      'je ne peux pas|je ne suis pas en mesure|impossible|échoué|échec|erreur|réessayer|réessayez|répéter|répétez|pas trouvé|je regrette',
    skills:
      'je peux vous aider|je peux t’aider|vous pouvez me demander|tu peux me demander|demandez-moi|comment puis-je vous aider|mes compétences|ce que je sais faire',
  },
  es: {
    refusal:
      'lo siento|lo lamento|perdón|perdona|perdone|disculpe|disculpa|desafortunadamente|lamentablemente|por desgracia|no sé|no lo sé|' +
      'no entiendo|no entendí|no he entendido|no comprendo|no puedo|no pude|no he podido|imposible|ha fallado|falló|error|' +
      'inténtelo de nuevo|inténtalo de nuevo|repita|repetir|no encontrado|no se ha encontrado',
    skills:
      'puedo ayudarte|puedo ayudarle|te puedo ayudar|le puedo ayudar|puedes pedirme|puede pedirme|puedes preguntarme|pregúntame|en qué puedo ayudar|lo que puedo hacer',
  },
  it: {
    refusal:
      'mi dispiace|scusa|scusi|scusami|spiacente|purtroppo|non so|non lo so|non capisco|non ho capito|non posso|non riesco|impossibile|' +
      'fallito|errore|riprova|riprovare|ripetere|ripeti|non trovato',
    skills:
      'posso aiutarti|posso aiutarla|posso aiutare|puoi chiedermi|può chiedermi|chiedimi|come posso aiutar|cosa posso fare|ecco cosa so fare',
  },
  pt: {
    refusal:
      'desculpe|desculpa|lamento|sinto muito|infelizmente|perdão|não sei|não entendi|não entendo|não compreendi|não percebi|não posso|' +
      'não consigo|não consegui|impossível|falhou|erro|tente novamente|repita|repetir|não encontrado',
    skills:
      'posso ajudar|posso ajudá-lo|posso te ajudar|pode perguntar|você pode me pedir|pergunte-me|como posso ajudar|o que posso fazer',
  },
  nl: {
    refusal:
      'sorry|helaas|excuses|het spijt me|ik weet niet|weet ik niet|ik weet het niet|begrijp niet|begrijp ik niet|niet begrepen|ik kan niet|' +
      'kan ik niet|kon niet|niet mogelijk|mislukt|fout|probeer het opnieuw|herhalen|niet gevonden',
    skills:
      'ik kan helpen|ik kan je helpen|ik kan u helpen|je kunt me vragen|u kunt mij vragen|vraag me|hoe kan ik helpen|wat ik kan',
  },
  sv: {
    refusal:
      'tyvärr|ursäkta|förlåt|beklagar|jag vet inte|vet inte|förstår inte|förstod inte|jag kan inte|kan inte|kunde inte|misslyckades|fel|' +
      'försök igen|upprepa|hittades inte|omöjligt',
    skills: 'jag kan hjälpa|du kan fråga|fråga mig|hur kan jag hjälpa|det här kan jag',
  },
  da: {
    refusal:
      'desværre|undskyld|beklager|jeg ved ikke|ved ikke|forstår ikke|forstod ikke|jeg kan ikke|kan ikke|kunne ikke|mislykkedes|fejl|prøv igen|gentag|ikke fundet',
    skills: 'jeg kan hjælpe|du kan spørge|spørg mig|hvordan kan jeg hjælpe',
  },
  nb: {
    refusal:
      'dessverre|beklager|unnskyld|jeg vet ikke|vet ikke|forstår ikke|forsto ikke|jeg kan ikke|kan ikke|kunne ikke|mislyktes|feil|prøv igjen|gjenta|ikke funnet',
    skills: 'jeg kan hjelpe|du kan spørre|spør meg|hvordan kan jeg hjelpe',
  },
  fi: {
    refusal:
      'anteeksi|valitettavasti|pahoittelen|en tiedä|en ymmärrä|en ymmärtänyt|en voi|en osaa|epäonnistui|virhe|yritä uudelleen|toista|ei löytynyt',
    skills: 'voin auttaa|voit kysyä|kysy minulta|miten voin auttaa',
  },
  pl: {
    refusal:
      'przepraszam|niestety|przykro mi|wybacz|nie wiem|nie rozumiem|nie zrozumiałem|nie zrozumiałam|nie mogę|nie udało się|nie mogłem|niemożliwe|' +
      'błąd|spróbuj ponownie|powtórz|powtórzyć|nie znaleziono',
    skills:
      'mogę pomóc|możesz zapytać|może pan zapytać|zapytaj mnie|w czym mogę pomóc|jak mogę pomóc',
  },
  cs: {
    refusal:
      'bohužel|promiňte|promiň|omlouvám se|omluvte|je mi líto|lituji|nevím|nerozumím|nerozuměl|nerozuměla|nemohu|nemůžu|nepodařilo se|nelze|' +
      'chyba|zkuste to znovu|zopakujte|nenalezeno',
    skills:
      'mohu pomoci|můžu pomoct|můžete se zeptat|zeptejte se|jak mohu pomoci|s čím mohu pomoci',
  },
  ru: {
    refusal:
      'к сожалению|извините|извини|простите|прошу прощения|сожалею|я не знаю|не знаю|не понимаю|не понял|не поняла|не могу|не удалось|' +
      'не получилось|невозможно|ошибка|попробуйте ещё раз|попробуйте снова|повторите|не найдено',
    skills:
      'я могу помочь|могу помочь|вы можете спросить|спросите меня|чем могу помочь|чем я могу помочь|что я умею',
  },
  uk: {
    refusal:
      'на жаль|вибачте|пробачте|перепрошую|шкода|не знаю|не розумію|не зрозумів|не зрозуміла|не можу|не вдалося|неможливо|помилка|спробуйте ще раз|повторіть|не знайдено',
    skills: 'можу допомогти|ви можете запитати|запитайте мене|чим можу допомогти',
  },
  tr: {
    refusal:
      'üzgünüm|maalesef|özür dilerim|affedersiniz|kusura bakmayın|ne yazık ki|bilmiyorum|anlamadım|anlayamadım|yapamıyorum|yapamam|' +
      'başarısız|hata|tekrar deneyin|tekrar eder misiniz|tekrarlar mısınız|bulunamadı|mümkün değil',
    skills:
      'yardımcı olabilirim|bana sorabilirsiniz|sorabilirsiniz|nasıl yardımcı olabilirim|size yardım edebilirim',
  },
  el: {
    refusal:
      'συγγνώμη|λυπάμαι|δυστυχώς|με συγχωρείτε|δεν ξέρω|δεν γνωρίζω|δεν καταλαβαίνω|δεν κατάλαβα|δεν μπορώ|δεν μπόρεσα|απέτυχε|σφάλμα|' +
      'δοκιμάστε ξανά|επαναλάβετε|δεν βρέθηκε|αδύνατο',
    skills:
      'μπορώ να βοηθήσω|μπορώ να σας βοηθήσω|μπορείτε να με ρωτήσετε|ρωτήστε με|πώς μπορώ να βοηθήσω',
  },
  vi: {
    refusal:
      'xin lỗi|rất tiếc|tiếc là|tôi không biết|không biết|không hiểu|chưa hiểu|không thể|thất bại|lỗi|thử lại|nhắc lại|nói lại|không tìm thấy',
    skills: 'tôi có thể giúp|bạn có thể hỏi|hãy hỏi tôi|tôi có thể giúp gì',
  },
  id: {
    refusal:
      'maaf|sayangnya|saya tidak tahu|tidak mengerti|tidak paham|tidak bisa|tidak dapat|gagal|kesalahan|coba lagi|ulangi|tidak ditemukan',
    skills:
      'saya bisa membantu|saya dapat membantu|anda bisa bertanya|tanyakan|apa yang bisa saya bantu',
  },
  hu: {
    refusal:
      'sajnálom|sajnos|elnézést|bocsánat|nem tudom|nem értem|nem értettem|nem tudok|sikertelen|hiba|próbálja újra|ismételje|nem található',
    skills: 'segíthetek|tudok segíteni|kérdezhet|kérdezzen|miben segíthetek',
  },
  ro: {
    refusal:
      'îmi pare rău|scuze|scuzați|din păcate|regret|nu știu|nu înțeleg|nu am înțeles|nu pot|eșuat|eroare|încercați din nou|repetați|nu a fost găsit',
    skills: 'vă pot ajuta|te pot ajuta|mă puteți întreba|întreabă-mă|cu ce vă pot ajuta',
  },
  hi: {
    refusal:
      'माफ़ कीजिए|माफ़ करें|माफ कीजिए|माफ करें|क्षमा करें|क्षमा कीजिए|खेद|अफ़सोस|मुझे नहीं पता|नहीं समझा|नहीं समझी|समझ नहीं|नहीं कर सकता|' +
      'नहीं कर सकती|विफल|असफल|त्रुटि|फिर से कोशिश|दोबारा|नहीं मिला',
    skills: 'मदद कर सकता हूँ|मदद कर सकती हूँ|सहायता कर सकता हूँ|सहायता कर सकती हूँ|आप पूछ सकते हैं|मुझसे पूछ',
  },
  ar: {
    refusal:
      'آسف|آسفة|عذرا|عذراً|معذرة|المعذرة|للأسف|نأسف|أعتذر|لا أعرف|لا أعلم|لا أفهم|لم أفهم|لا أستطيع|لا يمكنني|لم أتمكن|تعذر|فشل|فشلت|خطأ|' +
      'حاول مرة أخرى|أعد المحاولة|كرر|غير موجود',
    skills: 'يمكنني مساعدتك|أستطيع مساعدتك|يمكنك أن تسألني|اسألني|كيف يمكنني مساعدتك',
  },
  he: {
    refusal:
      'מצטער|מצטערת|סליחה|לצערי|מתנצל|מתנצלת|איני יודע|אני לא יודע|אני לא יודעת|לא הבנתי|לא מבין|לא מבינה|לא יכול|לא יכולה|לא ניתן|נכשל|נכשלה|' +
      'שגיאה|נסה שוב|נסי שוב|חזור על|לא נמצא',
    skills:
      'אני יכול לעזור|אני יכולה לעזור|אפשר לשאול אותי|תוכל לשאול|שאל אותי|איך אפשר לעזור|במה אוכל לעזור',
  },
  ko: {
    refusal:
      '죄송|미안|유감|안타깝게도|모르겠습니다|모릅니다|이해하지 못|알아듣지 못|할 수 없|못했습니다|실패|오류|다시 시도|다시 말씀|찾을 수 없',
    skills: '도와드릴 수 있|도와 드릴 수 있|물어보실 수|물어보세요|무엇을 도와',
  },
  ja: {
    refusal:
      '申し訳|すみません|すいません|ごめんなさい|恐れ入りますが|残念ながら|わかりません|分かりません|存じません|理解できません|聞き取れません|' +
      'できません|できませんでした|失敗|エラー|もう一度|見つかりません',
    skills: 'お手伝いできます|お手伝いします|できること|聞いてください|お尋ねください|何かお手伝い',
  },
  zh: {
    refusal:
      '抱歉|对不起|對不起|不好意思|很遗憾|很遺憾|遗憾|我不知道|不清楚|听不懂|聽不懂|没听懂|沒聽懂|不明白|没有理解|无法|無法|不能|失败|失敗|' +
      '出错|出錯|错误|錯誤|再说一遍|再說一遍|再试一次|请重试|找不到|没有找到',
    skills:
      '我可以帮|我可以幫|我能帮|我能幫|您可以问|你可以问|可以问我|问我|我会做|需要什么帮助|我可以为您',
  },
  th: {
    refusal:
      'ขอโทษ|ขออภัย|เสียใจ|น่าเสียดาย|ไม่ทราบ|ไม่รู้|ไม่เข้าใจ|ไม่สามารถ|ล้มเหลว|ข้อผิดพลาด|ลองใหม่|ลองอีกครั้ง|พูดอีกครั้ง|ไม่พบ',
    skills: 'ช่วยคุณได้|ช่วยได้|ถามฉันได้|ถามได้|ให้ช่วยอะไร|สิ่งที่ฉันทำได้',
  },
}

type Phrases = Record<'refusal' | 'skills' | 'error', readonly string[]>

/** Many a voice AI apologises in English whatever language it was asked in. */
const anywhere = "|sorry|I don't understand|I do not understand"
const lists = new Map<string, Phrases>()

/** The phrases of a BCP-47 language; English ones for a language without a row. */
export function answerPhrases(language: string): Phrases {
  const primary = grammarOf(language).language
  let known = lists.get(primary)
  if (known === undefined) {
    const row = rows[primary] ?? rows.en
    known = {
      refusal: `${row?.refusal ?? ''}${anywhere}`.split('|'),
      skills: row?.skills.split('|') ?? [],
      // `null` is a number in German
      error: errors.split('|').filter((word) => !grammarOf(language).digitWords.has(word)),
    }
    lists.set(primary, known)
  }
  return known
}
