using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>An amendment that takes effect.</summary>
/// <param name="OrderId">The order that it names.</param>
/// <param name="Amendment">The report.</param>
/// <param name="States">The lines after each amendment of the order, this one included, by their own times.</param>
/// <param name="Revision">How many amendments there are with it.</param>
/// <param name="Added">Lines that it adds, with the numbers that they get.</param>
/// <param name="NewProducts">Products that have not been declared.</param>
/// <param name="Change">What it changes of the order's header.</param>
/// <param name="Answer">The answer, kept to be given again.</param>
public sealed record NewAmendment(
    string OrderId, OrderAmendment Amendment, IReadOnlyList<AmendedState> States, int Revision,
    IReadOnlyList<(int LineNo, AmendedLine Line, LineWorth Worth)> Added, IReadOnlyList<string> NewProducts,
    HeaderChange Change, string Answer);
