package org.autoprivacy.example;

import java.io.IOException;
import java.nio.file.Path;
import org.autoprivacy.AutoPrivacy;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.search.SelectedLayer;
import org.autoprivacy.search.Selection;

/** The main job from Java: parameters for every layer of the embedded network, on this machine. */
public final class SelectParameters {

  private SelectParameters() {}

  /** Takes the number of episodes, and optionally a profile that was measured elsewhere. */
  public static void main(String[] args) throws IOException {
    SelectionRequest request = new SelectionRequest().episodes(Integer.parseInt(args[0])).seed(7);
    if (args.length > 1) {
      request.profile(Path.of(args[1])).acceptForeignProfile();
    }
    Selection selection = AutoPrivacy.select(request);
    for (SelectedLayer layer : selection.layers()) {
      System.out.println(layer.name() + " " + layer.candidate().parameters());
    }
    System.out.println("accuracy " + selection.accuracy().top1());
  }
}
