package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.autoprivacy.AutoPrivacy;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.learn.data.Dataset;
import org.autoprivacy.learn.train.FineTuning;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.WeightsFile;
import org.autoprivacy.search.RewardKind;
import org.autoprivacy.search.SearchOptions;
import org.autoprivacy.search.SearchPolicy;
import org.autoprivacy.search.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTunedSelectionTest {

  @TempDir Path folder;

  private Selection select(String name) throws IOException {
    Dataset mnist = Dataset.parse("mnist");
    LabelledImages train = mnist.train().slice(0, 1024);
    return AutoPrivacy.select(
        new SelectionRequest()
            .images(mnist.test().slice(0, 600))
            .tuning(FineTuning.epochOf(train, 1))
            .profile(Cli.profile())
            .acceptForeignProfile()
            .packing(Packing.SLOTS_DELPHI)
            .errorModel(ErrorModelKind.PAPER)
            .search(
                SearchOptions.DEFAULT
                    .withPolicy(SearchPolicy.parse("random"))
                    .withReward(RewardKind.PAPER)
                    .withErrorRange(5, 15)
                    .withEpisodes(2))
            .folder(folder.resolve(name)));
  }

  @Test
  void thePoliciesAreMeasuredAfterTrainingAndTheWeightsAreKept() throws IOException {
    Selection selection = select("a");
    Network tuned = WeightsFile.read(folder.resolve("a").resolve(AutoPrivacy.TUNED_FILE));
    Network before = WeightsFile.load("mnist-cnn");
    assertTrue(!tuned.layer(0).equals(before.layer(0)), "the network has learnt");
    LabelledImages test = Dataset.parse("mnist").test().slice(0, 600);
    double clean =
        new IntegerInference(before).correct(test, 1, OutputErrors.NONE) / (double) test.count();
    assertEquals(clean, selection.accuracy().clean(), 0.003, "600 images in 10,000 samples");
    assertTrue(selection.accuracy().top1() > 0.95);
    // The same numbers again.
    assertEquals(selection.search().rewards(), select("b").search().rewards());
  }
}
