/** What features do when a write of theirs has been delivered; called once, before the first screen. */
export function registerFeatures(): void {
  // Each feature adds its own line here.
}
