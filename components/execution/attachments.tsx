/** What came with a reply beside its words, as it came. */
export function Attachments({ attachments }: { attachments: readonly unknown[] }) {
  const texts = attachments.map((attachment) => JSON.stringify(attachment))
  return (
    <ul aria-label="Attachments of the reply" className="space-y-1">
      {texts.map((text, index) => (
        <li key={`${index} ${text}`} className="text-muted-foreground font-mono text-xs break-all">
          {text}
        </li>
      ))}
    </ul>
  )
}
