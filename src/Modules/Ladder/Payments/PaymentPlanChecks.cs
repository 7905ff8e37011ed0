using FluentValidation.Results;
using SocialCommerce.Ladder.PaidCurrencies;

namespace SocialCommerce.Ladder.Payments;

/// <summary>What a payment plan and a payment in another currency must be by themselves.</summary>
internal static class PaymentPlanChecks
{
    private static readonly string PartRule = $"A part has a number of 1 to {PaymentPlan.MaxParts}.";

    /// <summary>The parts of a plan; all amounts have to be in the shop's currency.</summary>
    public static IEnumerable<ValidationFailure> Of(PaymentPlan plan, string currency)
    {
        if (!PaymentPlan.Kinds.Contains(plan.Kind))
            yield return Failure(
                "PaymentPlan.Kind", "VALUE_UNKNOWN", $"One of {string.Join(", ", PaymentPlan.Kinds)}.");
        if (plan.Parts.Count is 0 or > PaymentPlan.MaxParts)
            yield return Failure(
                "PaymentPlan.Parts", "PARTS_COUNT", $"A plan has 1 to {PaymentPlan.MaxParts} parts.");
        var numbers = new HashSet<int>();
        for (var i = 0; i < plan.Parts.Count; i++)
        {
            var (part, path) = (plan.Parts[i], $"PaymentPlan.Parts[{i}]");
            if (part.Number is < 1 or > PaymentPlan.MaxParts)
                yield return Failure($"{path}.Number", "PART_OUT_OF_RANGE", PartRule);
            else if (!numbers.Add(part.Number))
                yield return Failure($"{path}.Number", "PART_REPEATED", "This number occurs twice.");
            if (part.Amount.Amount is < 0 or > Money.Limit)
                yield return Failure(
                    $"{path}.Amount.Amount", "AMOUNT_OUT_OF_RANGE", $"An amount is 0 to {Money.Limit} minor units.");
            if (part.Amount.Currency != currency)
                yield return Failure(
                    $"{path}.Amount.Currency", "CURRENCY_MISMATCH", $"This shop's currency is {currency}.");
        }
    }

    /// <summary>A payment in another currency.</summary>
    public static IEnumerable<ValidationFailure> Of(PaidIn paid)
    {
        if (paid.Amount.Amount is < 1 or > Money.Limit)
            yield return Failure(
                "PaidIn.Amount.Amount", "AMOUNT_OUT_OF_RANGE", $"An amount is 1 to {Money.Limit} minor units.");
        if (!Currencies.IsKnown(paid.Amount.Currency))
            yield return Failure("PaidIn.Amount.Currency", "CURRENCY_UNKNOWN", "Not an ISO 4217 code.");
        if (!PaidIn.IsRate(paid.Rate))
            yield return Failure(
                "PaidIn.Rate", "RATE_INVALID",
                "A rate is a decimal number above 0, with up to 9 digits before the point and 12 behind it.");
    }

    private static ValidationFailure Failure(string path, string code, string detail) =>
        new(path, detail) { ErrorCode = code };
}
