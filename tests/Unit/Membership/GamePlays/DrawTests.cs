using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.GamePlays;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.GamePlays;

/// <summary>The draws of a wheel follow from the seed, and from nothing else.</summary>
public sealed partial class DrawTests
{
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void The_worked_example_of_the_documents_is_what_is_drawn()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs/integrate/games.md"));
        page.ShouldContain(Draw.Text(Seed));
        page.ShouldContain(Draw.Commitment(Seed));
        var rows = Example().Matches(page);
        rows.Count.ShouldBe(3);
        foreach (var row in rows.Select(one => one.Groups))
        {
            var weights = row["weights"].Value.Split(", ").Select(text => int.Parse(text, Invariant)).ToList();
            var client = row["client"].Value is { Length: > 0 } text ? text : null;
            var serial = long.Parse(row["serial"].Value, Invariant);
            Draw.Number(Seed, serial, client, weights.Sum()).ShouldBe(long.Parse(row["number"].Value, Invariant));
            (Draw.Of(Seed, serial, client, weights) + 1).ShouldBe(int.Parse(row["prize"].Value, Invariant));
        }
    }

    [Fact]
    public void A_draw_is_always_the_same_and_never_of_a_weight_of_0() => Prop.ForAll(
        (from weights in Gen.NonEmptyListOf(Gen.Choose(0, 1_000_000))
         from serial in Gen.Choose(1, 1_000_000)
         from client in Gen.Elements(null, "a", "5f1d77c2")
         where weights.Any(weight => weight > 0)
         select (weights, serial, client)).ToArbitrary(),
        one =>
        {
            var place = Draw.Of(Seed, one.serial, one.client, [.. one.weights]);
            one.weights[place].ShouldBeGreaterThan(0);
            Draw.Of(Seed, one.serial, one.client, [.. one.weights]).ShouldBe(place);
            Draw.Number(Seed, one.serial, one.client, one.weights.Sum(weight => (long)weight))
                .ShouldBeInRange(one.weights.Take(place).Sum(weight => (long)weight),
                    one.weights.Take(place + 1).Sum(weight => (long)weight) - 1);
        }).Check(Trying.Cases(20_000).WithEndSize(50));

    [Fact]
    public void Prizes_are_drawn_as_often_as_their_weights_say()
    {
        int[] weights = [1, 0, 4, 15, 30];
        var drawn = new int[weights.Length];
        for (var serial = 1; serial <= 100_000; serial++) drawn[Draw.Of(Seed, serial, null, weights)]++;
        drawn[1].ShouldBe(0);
        var squares = weights.Select((weight, i) => (Expected: 100_000.0 * weight / 50, Drawn: drawn[i]))
            .Where(one => one.Expected > 0)
            .Sum(one => Math.Pow(one.Drawn - one.Expected, 2) / one.Expected);
        squares.ShouldBeLessThan(16.27, "chi-square of 3 degrees of freedom, one in a thousand");
    }

    [Fact]
    public void The_client_seed_and_the_serial_change_the_draw()
    {
        var numbers = Enumerable.Range(1, 50).SelectMany(serial => new[] { null, "a", "b" }.Select(
            client => Draw.Number(Seed, serial, client, long.MaxValue))).ToList();
        numbers.Distinct().Count().ShouldBe(150);
    }

    [Fact]
    public void A_number_that_would_favour_some_prizes_is_passed_over()
    {
        // Three times this total fit into 64 bits: about every fourth number is passed over.
        const ulong Total = (1UL << 62) + 1;
        var passed = 0;
        for (var serial = 1; serial <= 100; serial++)
        {
            var numbers = Enumerable.Range(0, 8).Select(i => NumberOf(serial, i / 4, i % 4)).ToList();
            var first = numbers.FindIndex(number => number < 3 * Total);
            Draw.Number(Seed, serial, null, (long)Total).ShouldBe((long)(numbers[first] % Total));
            passed += first;
        }
        passed.ShouldBeInRange(10, 90);
    }

    [Fact]
    public void Seeds_are_never_the_same_and_their_text_reads_back()
    {
        var seeds = Enumerable.Range(0, 100).Select(_ => Draw.NewSeed()).ToList();
        seeds.Select(Draw.Text).Distinct().Count().ShouldBe(100);
        seeds.ShouldAllBe(seed => seed.Length == 32 && Draw.Seed(Draw.Text(seed)).SequenceEqual(seed));
    }

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static ulong NumberOf(int serial, int round, int place) => BinaryPrimitives.ReadUInt64BigEndian(
        HMACSHA256.HashData(Seed, Encoding.UTF8.GetBytes($"{serial}||{round}")).AsSpan(8 * place));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SocialCommerce.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(
        @"^\| (?<serial>\d+) \| `?(?<client>[0-9a-f]*)`? ?\| (?<weights>[\d, ]+) \| `[0-9a-f]{16}` \| "
            + @"(?<number>\d+) \| (?<prize>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Example();
}
