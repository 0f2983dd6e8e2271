/** Traditional characters of everyday talk and, at the same place, the simplified ones. */
const traditional =
  '們個這來時國會說學對發後現經長問見點還開樣過裡當頭實電話應該讓給買賣錢車門號業務產關訂單預' +
  '約確認請謝沒為與從無氣溫陰陽風雲員間場處線網銀帳戶額費貨運達遲誤變選擇語詞讀寫聽聲響訊資設' +
  '備鬧鐘燈熱飯館樓層區縣鎮東臺灣連據檢驗醫療藥診護證碼郵價貴賓錄視頻導轉彎橋機飛鐵隻雙條張萬' +
  '億兩幾歲週禮讚愛歡樂憂緊級購賬願壞錯誰嗎體麼裝邊遠進離難圖團園圓廣廳廠復幫幣師總統續緒織絡' +
  '終維繼縮細練組結絕純紙紅紀納齊齒龍'
const simplified =
  '们个这来时国会说学对发后现经长问见点还开样过里当头实电话应该让给买卖钱车门号业务产关订单预' +
  '约确认请谢没为与从无气温阴阳风云员间场处线网银账户额费货运达迟误变选择语词读写听声响讯资设' +
  '备闹钟灯热饭馆楼层区县镇东台湾连据检验医疗药诊护证码邮价贵宾录视频导转弯桥机飞铁只双条张万' +
  '亿两几岁周礼赞爱欢乐忧紧级购账愿坏错谁吗体么装边远进离难图团园圆广厅厂复帮币师总统续绪织络' +
  '终维继缩细练组结绝纯纸红纪纳齐齿龙'

const pairs = new Map(
  Array.from(traditional, (character, at) => [character, simplified.charAt(at)]),
)
const known = /[\u4e00-\u9fff]/

/** A text with simplified characters for traditional ones: `訂單` as `订单`. */
export function simplifiedHan(text: string): string {
  return known.test(text)
    ? Array.from(text, (character) => pairs.get(character) ?? character).join('')
    : text
}
