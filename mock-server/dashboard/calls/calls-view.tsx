import './calls.css';
import { useEffect } from 'preact/hooks';
import { route } from '../router.js';
import { callListeners } from '../server/events.js';
import { CallList } from './call-list.js';
import { CallPage } from './call-page.js';

/** The calls of the shown world as they come, or one of them in full. */
export function CallsView() {
  const [number] = route.value.rest;
  useEffect(() => {
    callListeners.value += 1;
    return () => {
      callListeners.value -= 1;
    };
  }, []);
  return number === undefined ? <CallList /> : <CallPage number={number} />;
}
