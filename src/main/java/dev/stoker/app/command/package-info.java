/// What `stoker` can be told to do: commands become settings, settings start the service.
@NullMarked
package dev.stoker.app.command;

import org.jspecify.annotations.NullMarked;
