export function SkipLink() {
  return (
    <a
      href="#content"
      className="bg-primary text-primary-foreground fixed top-2 left-2 z-50 -translate-y-16 rounded-md px-3 py-2 text-sm font-medium focus:translate-y-0"
    >
      Skip to content
    </a>
  )
}
