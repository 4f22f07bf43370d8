/** Drawn here: the panel loads nothing from anywhere. */
export function ClearIcon() {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.5" />
      <path d="M4.2 4.2l7.6 7.6" />
    </svg>
  );
}

export function SettingsIcon() {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="2.1" />
      <path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6l1.4 1.4M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4" />
    </svg>
  );
}

export function CheckIcon() {
  return (
    <svg className="check" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2.5 6.2l2.4 2.4 4.6-5" />
    </svg>
  );
}
