import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** Keeps the rest of the panel standing where one part of it meets what nobody foresaw. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="nothing" role="alert">
        This part cannot be shown for this request. The HTTP tab and the exported report hold what was
        recorded.
      </div>
    );
  }
}
