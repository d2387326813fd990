/** Catches what a page threw while drawing, and shows it as a page instead of a blank window. */
import { Component, type ReactNode } from 'react';
import { ErrorPage } from '@/app/error-page';

type Props = { children: ReactNode };
type State = { error: unknown };

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    // `throw null` is an error too.
    return { error: error ?? new Error('Nothing was said about it') };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <ErrorPage error={this.state.error} />;
  }
}
