/// What operators watch: alert rules, the dashboard, the runbook, against what Stoker really shows.
@NullMarked
package dev.stoker.deploy.watching;

import org.jspecify.annotations.NullMarked;
