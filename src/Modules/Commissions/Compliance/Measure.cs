namespace SocialCommerce.Commissions.Compliance;

/// <summary>Something that a rule of the guard looks at, measured.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Path">The place of the measured value.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Words">The meaning of the value, in words.</param>
/// <param name="Change">The smallest change that brings it to a harmless value.</param>
/// <param name="People">How many people it concerns, where a limit asks for that.</param>
internal sealed record Measure(
    string RuleId, string Path, long Value, string Words, Func<long, string> Change, long People = 0);
