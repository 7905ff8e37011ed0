namespace SocialCommerce.Ladder.Programmes;

/// <summary>A programme that raises one factor of lifetime value: frequency, lifetime or ticket.</summary>
/// <param name="Name" example="Member day">What people read.</param>
/// <param name="Factor" example="frequency"><c>lifetime</c>, <c>frequency</c> or <c>ticket</c>.</param>
/// <param name="Lever" example="regularEvents">
/// What it does. Of <c>lifetime</c>: <c>growthSystem</c>, <c>memberActivities</c> or <c>memberService</c>; of
/// <c>frequency</c>: <c>regularEvents</c>, <c>timelyPush</c> or <c>specialRights</c>; of <c>ticket</c>:
/// <c>ticketProgression</c>, <c>relationProgression</c> or <c>sceneProgression</c>.
/// </param>
/// <param name="WindowDays" example="90">
/// Days, of 24 hours each, before and after the enrolment of a customer that are compared.
/// </param>
/// <param name="HeldOutBps" example="1000">The part of those enrolled who are left alone.</param>
public sealed record ProgrammeTerms(
    string Name, string Factor, string Lever, int WindowDays = 90, int HeldOutBps = 1_000)
{
    /// <summary>How long customers go on buying.</summary>
    public const string Lifetime = "lifetime";

    /// <summary>How often they buy.</summary>
    public const string Frequency = "frequency";

    /// <summary>How much they spend with an order.</summary>
    public const string Ticket = "ticket";

    /// <summary>The levers of each factor.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Levers = new Dictionary<string, string[]>
    {
        [Lifetime] = ["growthSystem", "memberActivities", "memberService"],
        [Frequency] = ["regularEvents", "timelyPush", "specialRights"],
        [Ticket] = ["ticketProgression", "relationProgression", "sceneProgression"],
    };

    /// <summary>Whether the effect is measured as under other terms.</summary>
    public bool MeasuresAs(ProgrammeTerms other) =>
        (Factor, WindowDays, HeldOutBps) == (other.Factor, other.WindowDays, other.HeldOutBps);
}
