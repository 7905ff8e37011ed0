namespace SocialCommerce.Ladder.Programmes;

/// <summary>A participant as it is stored.</summary>
internal sealed record ParticipantRow(long Key, string CustomerId, bool HeldOut, DateTimeOffset EnrolledAt)
{
    /// <summary>As the API shows it.</summary>
    public Participant Shown => new(
        CustomerId, HeldOut ? Participant.HeldOut : Participant.Treated, EnrolledAt);

    public const string Columns = "p.participant_key as key, c.customer_id, p.held_out, p.enrolled_at";

    public const string Joined = """
        programme_participants p join customers c on c.shop_id = @shop and c.customer_key = p.customer_key
        """;
}
